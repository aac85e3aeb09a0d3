package io.sealpost.e2e;

import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ServiceSpec;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests liveness and readiness of the five services repeatedly, until it is closed. */
final class HealthMonitor implements AutoCloseable {
    private static final long REQUEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> dead = new CopyOnWriteArraySet<>();
    private final Set<String> unready = new CopyOnWriteArraySet<>();
    private final Thread thread;
    private volatile boolean closed;

    HealthMonitor(Platform platform) {
        List<String> urls =
                ServiceSpec.ALL.stream().map(spec -> platform.url(spec.name())).toList();
        this.thread = Thread.ofPlatform().daemon().start(() -> requestAll(urls));
    }

    private void requestAll(List<String> urls) {
        while (!closed) {
            for (int i = 0; i < urls.size(); i++) {
                String service = ServiceSpec.ALL.get(i).name();
                request(urls.get(i) + "/q/health/live", service, dead);
                request(urls.get(i) + "/q/health/ready", service, unready);
            }
            LockSupport.parkNanos(REQUEST_INTERVAL);
        }
    }

    private void request(String url, String service, Set<String> failed) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                failed.add(service);
            }
            connection.disconnect();
        } catch (IOException e) {
            failed.add(service);
        }
        requests.incrementAndGet();
    }

    /** The number of requests. */
    int requests() {
        return requests.get();
    }

    /** The services that at any time were not alive, or did not answer. */
    Set<String> dead() {
        return new TreeSet<>(dead);
    }

    /** The services that at any time were not ready, or did not answer. */
    Set<String> unready() {
        return new TreeSet<>(unready);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
