package io.sealpost.cli.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.Output;
import io.sealpost.client.producer.Connection;
import io.sealpost.embedded.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The account file of a business, {@code .sealpost/businesses/<business>.json}, mode 0600: all that
 * its programs need to use Sealpost. The names of the components are the names of the file's
 * fields.
 *
 * @param registry root of the schema registry's API
 * @param consent root of consent's HTTP endpoints
 * @param encryption root of encryption's HTTP endpoints
 * @param audit root of retention-audit's HTTP endpoints
 * @param token bearer token for the HTTP endpoints
 * @param ticketKey in hex; its holder can enrol devices of this business's recipients
 * @param logKey the audit log's public key in its text form
 */
public record Account(
        String business,
        KafkaLogin kafka,
        URI registry,
        URI consent,
        URI encryption,
        URI audit,
        String token,
        String ticketKey,
        String logKey) {
    private static final ObjectMapper JSON = Output.mapper();

    /**
     * The account of a business that was added on this machine.
     *
     * @throws IllegalStateException where there is none
     */
    public static Account load(Installation installation, String business) {
        Path file = installation.business(business);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "no business %1$s on this machine; add it with ./sealpost business add %1$s"
                            .formatted(business));
        }
        try {
            return JSON.readValue(file.toFile(), Account.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the account file %s cannot be read; ./sealpost business add %s writes it again"
                            .formatted(file, business),
                    e);
        }
    }

    static Account of(Platform platform, String business) {
        Installation installation = platform.installation();
        return new Account(
                business,
                KafkaLogin.at(platform.broker(), Platform.user(installation, business)),
                URI.create(platform.registry()),
                URI.create(platform.url("consent")),
                URI.create(platform.url("encryption")),
                URI.create(platform.url("retention-audit")),
                platform.tokens().tenant(business),
                ticketKey(installation, business),
                logKey(installation));
    }

    /** How the business's programs connect to the broker and the schema registry. */
    public Connection connection() {
        return kafka.connection(registry);
    }

    private static String ticketKey(Installation installation, String business) {
        return PrivateFile.password(installation.keys().resolve("tickets").resolve(business));
    }

    private static String logKey(Installation installation) {
        try {
            return Files.readString(installation.logKey()).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "retention-audit has not made the audit log's key yet; wait until"
                            + " ./sealpost status shows it as ready",
                    e);
        }
    }

    void save(Installation installation) {
        PrivateFile.write(installation.business(business), Output.json(this));
    }

    @Override
    public String toString() {
        return "Account[" + business + "]";
    }
}
