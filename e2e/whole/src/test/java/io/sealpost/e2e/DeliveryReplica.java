package io.sealpost.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A second process of delivery, like a second pod: with the command and environment of the first,
 * and its own port and origin.
 */
final class DeliveryReplica implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

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
        Process process =
                ProcessCopy.of(pid)
                        .start(
                                log,
                                Map.of(
                                        "QUARKUS_HTTP_PORT",
                                        Integer.toString(port),
                                        "SEALPOST_DELIVERY_ORIGIN",
                                        "http://127.0.0.1:" + port));
        DeliveryReplica replica = new DeliveryReplica(process, port);
        replica.awaitReady();
        return replica;
    }

    /** Where devices connect. */
    URI socket() {
        return URI.create("ws://127.0.0.1:" + port + "/v1/devices/socket");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Sends SIGKILL; false where it had ended before. */
    boolean kill() throws InterruptedException {
        boolean ran = process.isAlive();
        process.destroyForcibly().waitFor();
        return ran;
    }

    /**
     * The number of messages that a delivery process put into mailboxes: those of its partitions.
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
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the second replica was not ready in time");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(url() + "/q/health/ready").contains("\"UP\"");
        } catch (IOException notListening) {
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
