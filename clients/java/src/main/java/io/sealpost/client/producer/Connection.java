package io.sealpost.client.producer;

import io.sealpost.seal.Secret;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How a business reaches the broker and the schema registry. Immutable and thread-safe. The
 * password is only in {@link #kafkaSettings}, as Kafka's {@link Password} type, and never in {@code
 * toString}.
 */
public final class Connection {
    private static final Set<String> SECURITY_PROTOCOLS = Set.of("SASL_PLAINTEXT", "SASL_SSL");
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final Map<String, String> LOGIN_MODULES =
            Map.of("SCRAM-SHA-512", SCRAM, "SCRAM-SHA-256", SCRAM, "PLAIN", PLAIN);
    private static final int MAX_BATCH_BYTES = 128 * 1024;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Object> settings;
    private final SchemaRegistry schemaRegistry;

    private Connection(Map<String, Object> settings, SchemaRegistry schemaRegistry) {
        this.settings = Map.copyOf(settings);
        this.schemaRegistry = schemaRegistry;
    }

    /**
     * A login with username and password.
     *
     * @param bootstrapServers {@code host:port}, or several separated by commas
     * @param securityProtocol SASL_PLAINTEXT or SASL_SSL
     * @param saslMechanism SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN
     * @param password its UTF-8 bytes
     * @param schemaRegistry root of the registry's Confluent-compatible API (v7)
     * @throws IllegalArgumentException for another protocol or mechanism
     */
    public static Connection of(
            String bootstrapServers,
            String securityProtocol,
            String saslMechanism,
            String username,
            Secret password,
            URI schemaRegistry) {
        if (!SECURITY_PROTOCOLS.contains(securityProtocol)) {
            throw new IllegalArgumentException(
                    "a login needs the security protocol SASL_PLAINTEXT or SASL_SSL");
        }
        String module = LOGIN_MODULES.get(saslMechanism);
        if (module == null) {
            throw new IllegalArgumentException(
                    "username and password need the SASL mechanism SCRAM-SHA-512, SCRAM-SHA-256"
                            + " or PLAIN");
        }
        String login =
                "%s required username=%s password=%s;"
                        .formatted(
                                module,
                                quoted(username),
                                quoted(new String(password.reveal(), StandardCharsets.UTF_8)));
        return ofKafkaSettings(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                        securityProtocol,
                        SaslConfigs.SASL_MECHANISM,
                        saslMechanism,
                        SaslConfigs.SASL_JAAS_CONFIG,
                        login),
                schemaRegistry);
    }

    /**
     * Any other login, by the settings of a Kafka client: {@code bootstrap.servers}, {@code
     * security.protocol}, {@code sasl.*}, {@code ssl.*}.
     *
     * @param schemaRegistry root of the registry's Confluent-compatible API (v7)
     */
    public static Connection ofKafkaSettings(Map<String, Object> settings, URI schemaRegistry) {
        Map<String, Object> copy = new HashMap<>(settings);
        copy.computeIfPresent(
                SaslConfigs.SASL_JAAS_CONFIG,
                (name, login) -> login instanceof String text ? new Password(text) : login);
        return new Connection(copy, new SchemaRegistry(schemaRegistry));
    }

    /**
     * A copy with one more setting of the Kafka clients, for example {@code client.id}, {@code
     * ssl.truststore.location} or {@code linger.ms}. Settings for producers take precedence over
     * the SDK's own, except {@code acks} and idempotence.
     */
    public Connection with(String setting, Object value) {
        Map<String, Object> copy = new HashMap<>(settings);
        copy.put(setting, value);
        return new Connection(copy, schemaRegistry);
    }

    /** The settings for a Kafka client of the caller's own. They contain the password. */
    public Map<String, Object> kafkaSettings() {
        return settings;
    }

    /** The client of the schema registry, one per connection: it caches what it has read. */
    public SchemaRegistry schemaRegistry() {
        return schemaRegistry;
    }

    @Override
    public String toString() {
        return "Connection[bootstrap.servers="
                + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                + "]";
    }

    /**
     * A producer whose acknowledged records are on all replicas, each once.
     *
     * @param lane appended to {@code client.id}, since a business has one producer for each lane
     * @param linger how long a record waits for others, where {@code linger.ms} is not set
     */
    KafkaProducer<String, byte[]> producer(String lane, Duration linger) {
        Map<String, Object> producer = new HashMap<>();
        producer.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, MAX_BATCH_BYTES);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_TIMEOUT.toMillis());
        producer.putAll(settingsAmong(ProducerConfig.configNames()));
        producer.computeIfPresent(ProducerConfig.CLIENT_ID_CONFIG, (name, id) -> id + "-" + lane);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(producer, new StringSerializer(), new ByteArraySerializer());
    }

    /** The settings that a kind of client knows: it would log a warning for each other one. */
    Map<String, Object> settingsAmong(Set<String> known) {
        Map<String, Object> kept = new HashMap<>(settings);
        kept.keySet().removeIf(name -> !known.contains(name) && !name.startsWith("sasl."));
        return kept;
    }

    /**
     * A value of a JAAS setting. Kafka reads it with a {@link java.io.StreamTokenizer}, which knows
     * these escapes and ends a value at a line break.
     */
    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
