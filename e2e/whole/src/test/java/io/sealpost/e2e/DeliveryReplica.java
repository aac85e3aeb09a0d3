package io.sealpost.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A second process of delivery, as a second pod would be: the first one's command and environment
 * with a port and an origin of its own. Linux only, where both can be read.
 */
final class DeliveryReplica implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final int port;

    private DeliveryReplica(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one beside the process with that number, and waits until it is ready. */
    static DeliveryReplica beside(long pid, Path log) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path first = Path.of("/proc", Long.toString(pid));
        List<String> command = new ArrayList<>(words(first.resolve("cmdline")));
        command.removeIf(word -> word.contains("SharedArchive"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        for (String variable : words(first.resolve("environ"))) {
            int end = variable.indexOf('=');
            builder.environment().put(variable.substring(0, end), variable.substring(end + 1));
        }
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("SEALPOST_DELIVERY_ORIGIN", "http://127.0.0.1:" + port);
        DeliveryReplica replica = new DeliveryReplica(builder.start(), port);
        replica.awaitReady();
        return replica;
    }

    private static List<String> words(Path zeroEnded) throws IOException {
        return List.of(Files.readString(zeroEnded).split("\0"));
    }

    /** Where devices connect. */
    URI socket() {
        return URI.create("ws://127.0.0.1:" + port + "/v1/devices/socket");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** SIGKILL; false if it had ended by itself. */
    boolean kill() throws InterruptedException {
        boolean lived = process.isAlive();
        process.destroyForcibly().waitFor();
        return lived;
    }

    /**
     * How many messages a delivery process has put into mailboxes: those whose partition it owns.
     */
    static long decided(String url) throws IOException, InterruptedException {
        return get(url + "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("sealpost_hop_outcomes_total"))
                .filter(line -> line.contains("\"delivery.steps.bulk\""))
                .filter(line -> line.contains("verdict=\"SEALED\""))
                .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the second replica did not get ready");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(url() + "/q/health/ready").contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
