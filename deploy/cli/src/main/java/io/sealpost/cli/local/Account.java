package io.sealpost.cli.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.cli.Output;
import io.sealpost.embedded.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a business needs to use Sealpost: its login at the broker, its token, and where everything
 * is. A producer elsewhere takes the same file ({@code .sealpost/businesses/<name>.json}, mode
 * 0600).
 *
 * @param kafka client settings as any Kafka client takes them
 * @param ticketKey in hex: whoever has it can enrol devices of this business's recipients
 * @param logKey the audit log's public key in its text form
 */
public record Account(
        String business,
        Map<String, Object> kafka,
        URI registry,
        URI consent,
        URI encryption,
        URI audit,
        String token,
        String ticketKey,
        String logKey) {
    private static final ObjectMapper JSON = Output.mapper();

    /** The account of a business added on this machine. */
    public static Account load(Home home, String business) {
        Path file = home.business(business);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "no business "
                            + business
                            + " here; add it with: ./sealpost business add "
                            + business);
        }
        try {
            return JSON.readValue(file.toFile(), Account.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Account of(Platform platform, String business) {
        return new Account(
                business,
                platform.broker().clientConfig(Platform.user(platform.home(), business)),
                URI.create(platform.registry()),
                URI.create(platform.url("consent")),
                URI.create(platform.url("encryption")),
                URI.create(platform.url("retention-audit")),
                platform.tokens().tenant(business),
                ticketKey(platform.home(), business),
                logKey(platform.home()));
    }

    private static String ticketKey(Home home, String business) {
        return PrivateFile.password(home.keys().resolve("tickets").resolve(business));
    }

    private static String logKey(Home home) {
        try {
            return Files.readString(home.logKey()).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the audit log has no key yet: is everything up?", e);
        }
    }

    void save(Home home) {
        PrivateFile.write(home.business(business), Output.json(this));
    }

    @Override
    public String toString() {
        return "Account[" + business + "]";
    }
}
