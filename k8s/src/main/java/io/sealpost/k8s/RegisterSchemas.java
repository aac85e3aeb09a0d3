package io.sealpost.k8s;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;

/** Registers every schema of the catalogue: part of a deployment, never done by a service. */
public final class RegisterSchemas {
    private RegisterSchemas() {}

    /** {@code URL}: the root of the registry's ccompat API. May be repeated. */
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
