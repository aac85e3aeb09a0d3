package io.sealpost.k8s;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Registry;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Registers every schema of the catalogue: part of a deployment, never done by a service. */
public final class RegisterSchemas {
    private RegisterSchemas() {}

    /** {@code URL}: the root of the registry's ccompat API. May be repeated. */
    public static void main(String[] args) {
        Registry registry = new Registry(URI.create(args[0]));
        schemas()
                .forEach(
                        schema -> {
                            int id = registry.register(schema);
                            registry.setCompatibility(schema, "FULL_TRANSITIVE");
                            System.out.println(id + " " + schema.getFullName());
                        });
    }

    static Stream<Schema> schemas() {
        return Catalogue.get().topics().stream()
                .map(Topic::value)
                .distinct()
                .map(RegisterSchemas::schema);
    }

    private static Schema schema(String record) {
        try {
            return SpecificData.get().getSchema(Class.forName("io.sealpost.schemas." + record));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the catalogue names no record " + record, e);
        }
    }
}
