package io.sealpost.cli.local;

import io.sealpost.embedded.LocalInfrastructure;
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
 * Sets up what the services need before they start: databases, topics, users with their rights, and
 * schemas.
 */
final class Provisioning {
    private final Installation installation;
    private final LocalInfrastructure infrastructure;
    private final BrokerAdministration broker;
    private final Catalogue catalogue = Catalogue.get();

    Provisioning(
            Installation installation,
            LocalInfrastructure infrastructure,
            BrokerAdministration broker) {
        this.installation = installation;
        this.infrastructure = infrastructure;
        this.broker = broker;
    }

    /**
     * Sets up what is missing. Topics and rights are compared each time, which takes three requests
     * to the broker: they may differ although the catalogue has not changed.
     *
     * @return whether something was missing
     */
    boolean run() {
        boolean changed =
                broker.reconcile(
                        RequiredBrokerState.of(catalogue, logins(), installation.businesses()));
        return provideForCatalogue() || changed;
    }

    /** Once for each version of the catalogue and schemas. */
    private boolean provideForCatalogue() {
        Path stamp = installation.provisioned();
        String current = fingerprint();
        if (current.equals(read(stamp))) {
            return false;
        }
        databases();
        broker.setPasswords(
                logins().stream().map(login -> Platform.user(installation, login)).toList());
        register();
        write(stamp, current);
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
                spec ->
                        infrastructure
                                .postgres()
                                .database(spec.database(), Platform.role(installation, spec)));
    }

    /** The logins at the broker, without those of businesses. */
    private static List<String> logins() {
        return Stream.concat(ServiceSpec.ALL.stream().map(ServiceSpec::name), Stream.of("operator"))
                .toList();
    }

    private void register() {
        SchemaRegistry registry = new SchemaRegistry(URI.create(infrastructure.registry().url()));
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
