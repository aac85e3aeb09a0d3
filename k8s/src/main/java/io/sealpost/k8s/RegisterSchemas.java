package io.sealpost.k8s;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;

/** Registers every schema of the catalogue. A deployment does it; services never do. */
public final class RegisterSchemas {
    private RegisterSchemas() {}

    /** {@code URL}: the root of the registry's ccompat API. It can be run again. */
    public static void main(String[] args) {
        SchemaRegistry registry = new SchemaRegistry(URI.create(args[0]));
        Catalogue.get()
                .schemas()
                .forEach(
                        schema -> {
                            int id = registry.register(schema);
                            registry.setCompatibility(schema, "FULL_TRANSITIVE");
                            System.out.println(id + " " + schema.getFullName());
                        });
    }
}
