package io.sealpost.embedded;

import io.sealpost.embedded.BrokerSettings.Access;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The files of one Kafka node: {@code server.properties}, logging, and the arguments of the storage
 * tool.
 *
 * @param state the node's folder, on the machine or in the container that it runs in
 * @param administrator the super user
 * @param controller the user as which the node connects to its own controller
 */
public record BrokerFiles(
        Path state,
        BrokerSettings settings,
        int clientPort,
        int controllerPort,
        Credentials administrator,
        Credentials controller) {

    private static final String SCRAM_LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";";
    private static final String PLAIN_LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\""
                    + " user_%1$s=\"%2$s\";";
    private static final String LOGGING =
            """
            rootLogger.level=INFO
            rootLogger.appenderRef.stdout.ref=STDOUT
            appender.console.name=STDOUT
            appender.console.type=Console
            appender.console.layout.type=PatternLayout
            appender.console.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
            """;

    static Map<String, Object> clientConfig(Access access, String servers, Credentials user) {
        return access == Access.OPEN
                ? Map.of("bootstrap.servers", servers)
                : Map.of(
                        "bootstrap.servers",
                        servers,
                        "security.protocol",
                        Broker.SECURITY_PROTOCOL,
                        "sasl.mechanism",
                        Broker.SASL_MECHANISM,
                        "sasl.jaas.config",
                        SCRAM_LOGIN.formatted(user.user(), user.password()));
    }

    void write() {
        PrivateFile.write(state.resolve("log4j2.properties"), LOGGING);
        PrivateFile.write(state.resolve("server.properties"), serverProperties());
    }

    /** Writes the JVM argument file of the command that formats the storage. */
    void writeFormatArguments(Path file, Path kafka) {
        PrivateFile.write(
                file,
                """
                -Xmx128m
                -XX:TieredStopAtLevel=1
                -XX:+UseSerialGC
                "-Dlog4j2.configurationFile=%s"
                -cp
                "%s/*"
                kafka.tools.StorageTool
                format
                --cluster-id
                %s
                --config
                "%s"
                --add-scram
                "%s"
                """
                        .formatted(
                                state.resolve("log4j2.properties"),
                                kafka,
                                clusterId(),
                                state.resolve("server.properties"),
                                scram()));
    }

    /** The argument of {@code --add-scram}, which adds the administrator before the first start. */
    public String scram() {
        return "%s=[name=%s,password=%s]"
                .formatted(Broker.SASL_MECHANISM, administrator.user(), administrator.password());
    }

    private static String clusterId() {
        return Uuid.randomUuid().toString();
    }

    /** The text of {@code server.properties}. */
    public String serverProperties() {
        return all().entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.putAll(node());
        if (settings.access() == Access.SECURED) {
            all.putAll(access());
        }
        all.putAll(oneNode());
        all.putAll(smallMachine());
        all.putAll(quickGroups());
        all.putAll(settings.overrides());
        return all;
    }

    private Map<String, String> node() {
        String clients = "CLIENT://" + Port.LOOPBACK + ":" + clientPort;
        String controllers = "CONTROLLER://" + Port.LOOPBACK + ":" + controllerPort;
        String protocol =
                settings.access() == Access.SECURED ? Broker.SECURITY_PROTOCOL : "PLAINTEXT";
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@" + Port.LOOPBACK + ":" + controllerPort,
                "listeners",
                clients + "," + controllers,
                "advertised.listeners",
                clients,
                "inter.broker.listener.name",
                "CLIENT",
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "CLIENT:" + protocol + ",CONTROLLER:" + protocol,
                "log.dirs",
                state.resolve("data").toString(),
                "auto.create.topics.enable",
                "false");
    }

    /** Nothing is allowed without an ACL, except to the two users that the node itself needs. */
    private Map<String, String> access() {
        return Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "false",
                "super.users",
                "User:" + administrator.user() + ";User:" + controller.user(),
                "sasl.mechanism.inter.broker.protocol",
                Broker.SASL_MECHANISM,
                "sasl.mechanism.controller.protocol",
                "PLAIN",
                "listener.name.client.sasl.enabled.mechanisms",
                Broker.SASL_MECHANISM,
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                login(SCRAM_LOGIN, administrator),
                "listener.name.controller.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.controller.plain.sasl.jaas.config",
                login(PLAIN_LOGIN, controller));
    }

    /** A killed node can register again only when its last session has ended, so it is short. */
    private Map<String, String> oneNode() {
        return Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    /**
     * Kafka's defaults are for a machine that runs nothing else: 50 internal partitions, 128 MB for
     * the log cleaner.
     */
    private Map<String, String> smallMachine() {
        return Map.of(
                "offsets.topic.num.partitions", "5",
                "transaction.state.log.num.partitions", "5",
                "share.coordinator.state.topic.num.partitions", "1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
                "log.index.size.max.bytes", Integer.toString(2 << 20));
    }

    /**
     * Consumers find a new business's topics within seconds, and a killed consumer's partitions
     * move within 10 s (docs/design.md §2, "Tenancy").
     */
    private Map<String, String> quickGroups() {
        return Map.of(
                "group.coordinator.rebalance.protocols", "classic,consumer",
                "group.initial.rebalance.delay.ms", "0",
                "group.consumer.heartbeat.interval.ms", "1000",
                "group.consumer.min.heartbeat.interval.ms", "1000",
                "group.consumer.session.timeout.ms", "10000",
                "group.consumer.min.session.timeout.ms", "6000");
    }

    private static String login(String module, Credentials user) {
        return module.formatted(user.user(), user.password());
    }
}
