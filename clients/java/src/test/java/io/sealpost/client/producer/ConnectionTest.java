package io.sealpost.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealpost.seal.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final URI REGISTRY = URI.create("http://127.0.0.1:8081/apis/ccompat/v7");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "with \"quotes\" and 'others'",
                "back\\slash\\",
                "\\\" required username=\"root\";",
                "semicolon; equals= // no comment /* none */",
                "line\nbreak\r\n",
                "pässwörd ✓",
                ""
            })
    void kafkaReadsTheUsernameAndThePasswordAsTheyAre(String password) {
        Connection connection = connection(password, password);
        var login =
                JaasContext.loadClientContext(connection.kafkaSettings())
                        .configurationEntries()
                        .getFirst();

        assertThat(login.getLoginModuleName()).endsWith(".ScramLoginModule");
        assertThat(login.getOptions())
                .isEqualTo(Map.of("username", password, "password", password));
    }

    @Test
    void thePasswordIsInNoText() {
        Connection connection = connection("acme", "s3cret").with("client.id", "shop");

        assertThat(connection.toString()).contains("broker:9092").doesNotContain("s3cret");
        assertThat(connection.kafkaSettings().toString()).doesNotContain("s3cret");
    }

    @Test
    void aLoginThatIsGivenAsKafkasSettingIsHiddenToo() {
        Connection connection =
                Connection.ofKafkaSettings(
                        Map.of("bootstrap.servers", "broker:9092", "sasl.jaas.config", "s3cret"),
                        REGISTRY);

        assertThat(connection.kafkaSettings())
                .containsEntry("sasl.jaas.config", new Password("s3cret"));
        assertThat(connection.kafkaSettings().toString()).doesNotContain("s3cret");
    }

    @Test
    void aSettingIsAddedToACopy() {
        Connection before = connection("acme", "s3cret");
        Connection after = before.with("client.id", "shop");

        assertThat(before.kafkaSettings()).doesNotContainKey("client.id");
        assertThat(after.kafkaSettings())
                .containsEntry("client.id", "shop")
                .containsAllEntriesOf(before.kafkaSettings());
        assertThat(after.schemaRegistry()).isSameAs(before.schemaRegistry());
    }

    @ParameterizedTest
    @CsvSource({
        "PLAINTEXT, SCRAM-SHA-512, SASL_PLAINTEXT or SASL_SSL",
        "SASL_SSL, OAUTHBEARER, SASL mechanism"
    })
    void aProtocolOrMechanismWithoutPasswordIsRefused(
            String protocol, String mechanism, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Connection.of(
                                        "broker:9092",
                                        protocol,
                                        mechanism,
                                        "acme",
                                        secret("s3cret"),
                                        REGISTRY))
                .withMessageContaining(named);
    }

    private static Connection connection(String username, String password) {
        return Connection.of(
                "broker:9092",
                "SASL_PLAINTEXT",
                "SCRAM-SHA-512",
                username,
                secret(password),
                REGISTRY);
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
