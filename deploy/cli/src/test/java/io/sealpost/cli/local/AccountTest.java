package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.Output;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account file, which programs in other languages read, too. */
class AccountTest {
    private static final URI URL = URI.create("http://127.0.0.1:1");
    private static final Account ACCOUNT =
            new Account(
                    "acme",
                    new KafkaLogin(
                            "127.0.0.1:7592", "SASL_PLAINTEXT", "SCRAM-SHA-512", "acme", "a\"b\\c"),
                    URL,
                    URL,
                    URL,
                    URL,
                    "token",
                    "00",
                    "log+1+key");

    private final Installation installation;

    AccountTest(@TempDir Path folder) {
        this.installation = new Installation(folder, folder.resolve("state"));
    }

    @Test
    void eachPartOfTheLoginIsAFieldOfItsOwn() throws IOException {
        ACCOUNT.save(installation);

        JsonNode file = Output.mapper().readTree(installation.business("acme").toFile());
        assertThat(file.fieldNames())
                .toIterable()
                .containsExactly(
                        "business",
                        "kafka",
                        "registry",
                        "consent",
                        "encryption",
                        "audit",
                        "token",
                        "ticketKey",
                        "logKey");
        JsonNode kafka = file.path("kafka");
        assertThat(kafka.fieldNames())
                .toIterable()
                .containsExactly(
                        "bootstrapServers",
                        "securityProtocol",
                        "saslMechanism",
                        "username",
                        "password");
        assertThat(kafka.path("username").asText()).isEqualTo("acme");
        assertThat(kafka.path("password").asText()).isEqualTo("a\"b\\c");
    }

    @Test
    void theFileIsForItsOwnerOnly() throws IOException {
        ACCOUNT.save(installation);

        assertThat(Files.getPosixFilePermissions(installation.business("acme")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSavedAccountIsReadBack() {
        ACCOUNT.save(installation);

        assertThat(Account.load(installation, "acme")).isEqualTo(ACCOUNT);
    }

    @Test
    void theClientConnectsWithTheseFields() {
        assertThat(ACCOUNT.connection().kafkaSettings())
                .containsEntry("bootstrap.servers", "127.0.0.1:7592")
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsKey("sasl.jaas.config");
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(ACCOUNT.toString() + ACCOUNT.kafka()).doesNotContain("a\"b");
    }

    @Test
    void aMissingAccountNamesTheCommandThatMakesIt() {
        assertThatThrownBy(() -> Account.load(installation, "acme"))
                .hasMessageContaining("./sealpost business add acme");
    }
}
