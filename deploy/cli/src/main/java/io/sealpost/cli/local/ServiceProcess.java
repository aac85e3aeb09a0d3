package io.sealpost.cli.local;

import io.sealpost.embedded.AotCache;
import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Daemon;
import io.sealpost.embedded.ManagedProcess;
import io.sealpost.embedded.Port;
import io.sealpost.embedded.Signal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One of the five services as a process. */
public final class ServiceProcess implements ManagedProcess {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /** Includes the time in which the JVM writes its AOT cache: ten seconds or more. */
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private final Installation installation;
    private final ServiceSpec spec;
    private final Supplier<Map<String, String>> environment;
    private final Daemon daemon;

    /**
     * @param environment the variables; called at a start only, because it makes ports and
     *     passwords that do not exist yet
     */
    ServiceProcess(
            Installation installation,
            ServiceSpec spec,
            Supplier<Map<String, String>> environment) {
        this.installation = installation;
        this.spec = spec;
        this.environment = environment;
        this.daemon = new Daemon(spec.name(), installation.service(spec.name()));
    }

    /**
     * The port, which stays the same over restarts; chosen now if it has not been chosen before.
     */
    static int port(Installation installation, ServiceSpec spec) {
        return Port.keptIn(portFile(installation, spec), spec.port());
    }

    private static Path portFile(Installation installation, ServiceSpec spec) {
        return installation.service(spec.name()).resolve("http.port");
    }

    static String url(Installation installation, ServiceSpec spec) {
        return "http://127.0.0.1:" + port(installation, spec);
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    /** The root of its HTTP endpoints. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public int port() {
        return Port.of(portFile(installation, spec), spec.port());
    }

    /** Starts it if it does not run; does not wait until it is ready. */
    void launch() {
        if (isAlive()) {
            return;
        }
        Port.requireFree(port(installation, spec), daemon);
        daemon.start(command(), environment.get());
    }

    /**
     * With a flat class path the JVM can use an AOT cache. It is written at the first orderly stop
     * and halves the time of every later start.
     */
    private List<String> command() {
        String classPath = installation.classPath(spec.name());
        List<String> command = new ArrayList<>(List.of(Binaries.java(), "-Xms32m"));
        command.add("-Xmx" + spec.heap());
        command.addAll(Binaries.collector());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-CreateCoredumpOnCrash",
                        AotCache.of(daemon.state(), spec.name(), classPath).option(),
                        "-Xlog:aot=off",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath,
                        "io.quarkus.runner.GeneratedMain"));
        return command;
    }

    @Override
    public void start() {
        launch();
        awaitReady();
    }

    @Override
    public void stop() {
        if (daemon.stop(Signal.TERM, STOP_TIMEOUT)) {
            AotCache.keep(daemon.state(), spec.name());
        }
    }

    void awaitReady() {
        daemon.awaitReady(START_TIMEOUT, this::isReady);
    }

    /** Whether its readiness endpoint answers 200. */
    @Override
    public boolean isReady() {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create(url() + "/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
            connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
