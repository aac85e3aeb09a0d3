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

/** Asks the five services over and over whether they live and are ready, until closed. */
final class Health implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> dead = new CopyOnWriteArraySet<>();
    private final Set<String> unready = new CopyOnWriteArraySet<>();
    private final Thread asking;
    private volatile boolean closed;

    Health(Platform platform) {
        List<String> urls =
                ServiceSpec.ALL.stream().map(spec -> platform.url(spec.name())).toList();
        this.asking = Thread.ofPlatform().daemon().start(() -> askOn(urls));
    }

    private void askOn(List<String> urls) {
        while (!closed) {
            for (int i = 0; i < urls.size(); i++) {
                String service = ServiceSpec.ALL.get(i).name();
                ask(urls.get(i) + "/q/health/live", service, dead);
                ask(urls.get(i) + "/q/health/ready", service, unready);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void ask(String url, String service, Set<String> red) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                red.add(service);
            }
            connection.disconnect();
        } catch (IOException e) {
            red.add(service);
        }
        asked.incrementAndGet();
    }

    /** How many questions were answered or refused. */
    int asked() {
        return asked.get();
    }

    /** The services that said at any time that they are dead, or said nothing. */
    Set<String> dead() {
        return new TreeSet<>(dead);
    }

    /** The services that said at any time that they are not ready. */
    Set<String> unready() {
        return new TreeSet<>(unready);
    }

    @Override
    public void close() {
        closed = true;
        try {
            asking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
