package io.sealpost.cli.local;

import io.sealpost.embedded.LocalParts;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * What must be there before a service starts: databases, topics, users with their rights, schemas.
 */
final class Provision {
    private final Home home;
    private final LocalParts parts;
    private final Kafka kafka;
    private final Catalogue catalogue = Catalogue.get();

    Provision(Home home, LocalParts parts, Kafka kafka) {
        this.home = home;
        this.parts = parts;
        this.kafka = kafka;
    }

    /**
     * Provides what is not there; true where there was something to do. The broker is asked each
     * time, which takes three calls: topics and rights may differ also where the catalogue did not
     * change.
     */
    boolean run() {
        boolean changed = kafka.reconcile(Wanted.of(catalogue, parties(), home.businesses()));
        return provideOnce() || changed;
    }

    private boolean provideOnce() {
        Path stamp = home.provisioned();
        String wanted = fingerprint();
        if (wanted.equals(read(stamp))) {
            return false;
        }
        databases();
        kafka.setPasswords(parties().stream().map(party -> Platform.user(home, party)).toList());
        register();
        write(stamp, wanted);
        return true;
    }

    /** Changes when the catalogue or a schema does. */
    private String fingerprint() {
        return UUID.nameUUIDFromBytes(
                        (catalogue.topics() + "\n" + catalogue.schemas())
                                .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void databases() {
        ServiceSpec.ALL.forEach(
                spec -> parts.postgres().database(spec.database(), Platform.role(home, spec)));
    }

    /** Who logs in at the broker, besides businesses. */
    private static List<String> parties() {
        return Stream.concat(ServiceSpec.ALL.stream().map(ServiceSpec::name), Stream.of("operator"))
                .toList();
    }

    private void register() {
        SchemaRegistry registry = new SchemaRegistry(URI.create(parts.registry().url()));
        for (Schema schema : catalogue.schemas()) {
            registry.register(schema);
            registry.setCompatibility(schema, "FULL_TRANSITIVE");
        }
    }

    private static String read(Path stamp) {
        try {
            return Files.exists(stamp) ? Files.readString(stamp) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path stamp, String text) {
        try {
            Files.writeString(stamp, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
