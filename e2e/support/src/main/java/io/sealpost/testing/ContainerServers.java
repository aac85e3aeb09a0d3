package io.sealpost.testing;

import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerFiles;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.Credentials;
import io.sealpost.embedded.DatabaseAdministration;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.embedded.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Servers in containers. The system properties {@code sealpost.test.image.kafka}, {@code .postgres}
 * and {@code .registry} name other images. Ports are fixed: a server that is killed and started
 * again has the same address.
 */
final class ContainerServers implements ServerFactory {

    private static final Path KAFKA_STATE = Path.of("/tmp/sealpost");
    private static final int POSTGRES_PORT = 5432;
    private static final int REGISTRY_PORT = 8080;
    private static final String POSTGRES_ALIAS = "postgres";

    @Override
    public TestBroker broker(BrokerSettings settings) {
        int port = ContainerServer.freePort();
        String address = host() + ":" + port;
        BrokerFiles files = brokerFiles(settings, port, address);
        Map<String, Object> client =
                Broker.clientConfig(settings.access(), address, files.administrator());
        GenericContainer<?> container =
                container("kafka", "apache/kafka:4.3.1")
                        .withCopyToContainer(
                                Transferable.of(files.serverProperties()),
                                KAFKA_STATE + ".properties")
                        .withCreateContainerCmdModifier(
                                create -> create.withEntrypoint("sh", "-c", script(files)));
        ContainerServer server =
                ContainerServer.started(container, port, port, () -> Broker.answers(client));
        return new TestBroker(server, settings.access(), address, files.administrator());
    }

    @Override
    public TestPostgres postgres(PostgresSettings settings) {
        int port = ContainerServer.freePort();
        Credentials superuser = new Credentials("postgres", UUID.randomUUID().toString());
        PostgresDatabase administration = new PostgresDatabase(host(), port, "postgres", superuser);
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.overrides()
                .forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        GenericContainer<?> container =
                container("postgres", "postgres:18")
                        .withEnv("POSTGRES_PASSWORD", superuser.password())
                        .withNetwork(Network.SHARED)
                        .withNetworkAliases(POSTGRES_ALIAS)
                        .withCommand(command.toArray(String[]::new));
        ContainerServer server =
                ContainerServer.started(
                        container,
                        port,
                        POSTGRES_PORT,
                        new DatabaseAdministration(administration)::answers);
        return new TestPostgres(server, administration);
    }

    @Override
    public TestRegistry registry(TestPostgres postgres) {
        int port = ContainerServer.freePort();
        PostgresDatabase database = postgres.freshDatabase("registry");
        String internalUrl =
                new PostgresDatabase(
                                POSTGRES_ALIAS, POSTGRES_PORT, database.name(), database.role())
                        .jdbcUrl();
        String url = Registry.url(host(), port);
        GenericContainer<?> container =
                container("registry", "apicurio/apicurio-registry:3.3.3")
                        .withEnv(Registry.storage(internalUrl, database.role()))
                        .withNetwork(Network.SHARED);
        return new TestRegistry(
                ContainerServer.started(
                        container, port, REGISTRY_PORT, () -> Registry.answers(url)),
                url);
    }

    private static BrokerFiles brokerFiles(BrokerSettings settings, int port, String address) {
        int controllerPort = port + 1;
        String listeners = "CLIENT://0.0.0.0:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort;
        return new BrokerFiles(
                KAFKA_STATE,
                settings.with("listeners", listeners)
                        .with("advertised.listeners", "CLIENT://" + address),
                port,
                controllerPort,
                new Credentials("admin", UUID.randomUUID().toString()),
                new Credentials("controller", UUID.randomUUID().toString()));
    }

    /** Formats the storage at the first start only: a killed container keeps its files. */
    private static String script(BrokerFiles files) {
        return """
               [ -d %1$s/data ] || /opt/kafka/bin/kafka-storage.sh format \
                 --cluster-id c2VhbHBvc3QtdGVzdHMtMQ --config %1$s.properties --add-scram '%2$s' &&
               exec /opt/kafka/bin/kafka-server-start.sh %1$s.properties
               """
                .formatted(KAFKA_STATE, files.scram());
    }

    private static GenericContainer<?> container(String server, String image) {
        String name = System.getProperty("sealpost.test.image." + server, image);
        return new GenericContainer<>(DockerImageName.parse(name));
    }

    private static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }
}
