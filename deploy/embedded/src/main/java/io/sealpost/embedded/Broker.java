package io.sealpost.embedded;

import io.sealpost.embedded.BrokerSettings.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** One Kafka node on loopback: broker and controller in one process. */
public final class Broker implements ManagedProcess {

    /** Of a secured broker's listener for clients. */
    public static final String SECURITY_PROTOCOL = "SASL_PLAINTEXT";

    /** Of a secured broker's listener for clients. */
    public static final String SASL_MECHANISM = "SCRAM-SHA-512";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    static final String PROGRAM = "kafka";

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private final Binaries binaries;
    private final BrokerSettings settings;
    private final Daemon daemon;

    /**
     * @param state the folder of its data, log, ports and the administrator's password
     */
    public Broker(Binaries binaries, Path state, BrokerSettings settings) {
        this.binaries = binaries;
        this.settings = settings;
        this.daemon = new Daemon(PROGRAM, state);
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    /** {@code host:port} of the listener for clients. */
    public String bootstrapServers() {
        return Port.LOOPBACK + ":" + port();
    }

    /** The super user, which only a secured broker has. */
    public Credentials administrator() {
        return new Credentials("admin", PrivateFile.password(state("admin.password")));
    }

    /** The settings with which a Kafka client connects as this user: address, protocol, login. */
    public Map<String, Object> clientConfig(Credentials credentials) {
        return clientConfig(settings.access(), bootstrapServers(), credentials);
    }

    /** The same for a broker at another address that is set up like this one. */
    public static Map<String, Object> clientConfig(
            Access access, String bootstrapServers, Credentials credentials) {
        return BrokerFiles.clientConfig(access, bootstrapServers, credentials);
    }

    /** The same for the administrator. */
    public Map<String, Object> adminConfig() {
        return clientConfig(administrator());
    }

    /** Whether the node at this address answers as a broker; an open port is not enough. */
    public static boolean answers(Map<String, Object> clientConfig) {
        Properties config = new Properties();
        config.putAll(clientConfig);
        config.put("default.api.timeout.ms", PROBE_TIMEOUT_MILLIS);
        config.put("request.timeout.ms", PROBE_TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(config)) {
            var cluster =
                    admin.describeCluster(
                            new DescribeClusterOptions().timeoutMs(PROBE_TIMEOUT_MILLIS));
            return !cluster.nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    @Override
    public void start() {
        if (!isAlive()) {
            Port.requireFree(Port.keptIn(portFile(), settings.port()), daemon);
            files().write();
            if (!Files.exists(state("data")) || Files.exists(formatArguments())) {
                format();
            }
            List<String> command = new ArrayList<>(settings.launcher());
            command.addAll(command("kafka.Kafka", state("server.properties").toString()));
            daemon.start(command, Map.of());
        }
        daemon.awaitReady(START_TIMEOUT, this::answers);
    }

    @Override
    public boolean isReady() {
        return Port.answers(port());
    }

    @Override
    public int port() {
        return Port.of(portFile(), settings.port());
    }

    private BrokerFiles files() {
        return new BrokerFiles(
                daemon.state(),
                settings,
                port(),
                Port.keptIn(state("controller.port"), 0),
                administrator(),
                new Credentials("controller", PrivateFile.password(state("controller.password"))));
    }

    /**
     * The administrator's password is passed in an argument file, because every user of a machine
     * can read command lines. The file is deleted at the end: where it still exists, formatting was
     * interrupted and is done again.
     */
    private void format() {
        Path log = state("format.log");
        try {
            files().writeFormatArguments(formatArguments(), binaries.kafka());
            Folder.delete(state("data"));
            Process format =
                    new ProcessBuilder(Binaries.java(), "@" + formatArguments())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (format.onExit().join().exitValue() != 0) {
                throw new StartFailedException(PROGRAM, "could not format its storage", log);
            }
            Files.delete(formatArguments());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path formatArguments() {
        return state("format.args");
    }

    private List<String> command(String main, String... arguments) {
        List<String> command = binaries.java(PROGRAM, settings.heap());
        command.add("-Djava.io.tmpdir=" + daemon.state());
        command.add("-Dlog4j2.configurationFile=" + state("log4j2.properties"));
        command.addAll(List.of("-cp", binaries.kafka() + "/*", main));
        command.addAll(List.of(arguments));
        return command;
    }

    private boolean answers() {
        return isReady() && answers(adminConfig());
    }

    private Path portFile() {
        return state("client.port");
    }

    private Path state(String file) {
        return daemon.state().resolve(file);
    }
}
