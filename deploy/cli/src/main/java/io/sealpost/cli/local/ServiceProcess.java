package io.sealpost.cli.local;

import io.sealpost.embedded.AotCache;
import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Daemon;
import io.sealpost.embedded.Part;
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

/** One service as a process of its own. */
public final class ServiceProcess implements Part {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Its JVM's last work is to write what it learnt, which takes ten seconds or more. */
    private static final Duration LAST_WORK = Duration.ofMinutes(3);

    private static final int PROBE_MILLIS = 2_000;

    private final Home home;
    private final ServiceSpec spec;
    private final Supplier<Map<String, String>> environment;
    private final Daemon daemon;

    /**
     * @param environment asked for at a start only: it makes the ports and passwords it tells of
     */
    ServiceProcess(Home home, ServiceSpec spec, Supplier<Map<String, String>> environment) {
        this.home = home;
        this.spec = spec;
        this.environment = environment;
        this.daemon = new Daemon(spec.name(), home.service(spec.name()));
    }

    /** The port it keeps over restarts; chosen now, where it was not before. */
    static int port(Home home, ServiceSpec spec) {
        return Port.keptIn(portFile(home, spec), spec.port());
    }

    private static Path portFile(Home home, ServiceSpec spec) {
        return home.service(spec.name()).resolve("http.port");
    }

    static String url(Home home, ServiceSpec spec) {
        return "http://127.0.0.1:" + port(home, spec);
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
        return Port.of(portFile(home, spec), spec.port());
    }

    /** Starts it if it is not running; does not wait. */
    void launch() {
        if (isAlive()) {
            return;
        }
        Port.requireFree(port(home, spec), daemon);
        daemon.start(command(), environment.get());
    }

    /**
     * A flat class path, so that the JVM can keep what it learnt of its classes: written at the
     * first orderly stop, it halves every later start.
     */
    private List<String> command() {
        String classPath = home.classPath(spec.name());
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
        if (daemon.stop(Signal.TERM, LAST_WORK)) {
            AotCache.keep(daemon.state(), spec.name());
        }
    }

    void awaitReady() {
        daemon.awaitReady(PATIENCE, this::isReady);
    }

    /** Whether it says of itself that it is ready. */
    @Override
    public boolean isReady() {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create(url() + "/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
