package io.sealpost.e2e;

import io.sealpost.cli.local.Account;
import io.sealpost.client.http.Api;
import io.sealpost.schemas.DeliveryEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** When the log grew, as whoever reads its checkpoint file sees it. */
final class LogWatch implements AutoCloseable {
    private static final long GLANCE_MILLIS = 10;
    private static final int MOST = 1_000;

    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    private final NavigableMap<Long, Instant> seen = new ConcurrentSkipListMap<>();
    private final Api api = new Api(HttpClient.newHttpClient(), Duration.ofSeconds(10));
    private final Path checkpoint;

    LogWatch(FrontDoor sealpost) {
        this.checkpoint = sealpost.state().resolve("log/checkpoint");
        var unused =
                watcher.scheduleWithFixedDelay(this::look, 0, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            seen.putIfAbsent(Long.parseLong(Files.readAllLines(checkpoint).get(1)), Instant.now());
        } catch (IOException notThere) {
            // The next look finds it.
        }
    }

    /**
     * For each event that a checkpoint covers: how long after it happened one did. Shortest first.
     */
    List<Duration> lags(List<DeliveryEvent> events, Account account) {
        Map<UUID, Long> leaves = new HashMap<>();
        for (int from = 0; from < events.size(); from += MOST) {
            List<UUID> ids =
                    events.subList(from, Math.min(events.size(), from + MOST)).stream()
                            .map(DeliveryEvent::getEventId)
                            .toList();
            api.post(
                            account.audit().resolve("/v1/openings"),
                            Map.of("eventIds", ids),
                            account.token())
                    .forEach(
                            opening ->
                                    leaves.put(
                                            UUID.fromString(opening.path("eventId").asText()),
                                            opening.path("index").asLong()));
        }
        List<Duration> lags = new ArrayList<>();
        for (DeliveryEvent event : events) {
            Long leaf = leaves.get(event.getEventId());
            var covering = leaf == null ? null : seen.higherEntry(leaf);
            if (covering != null) {
                lags.add(Duration.between(event.getAt(), covering.getValue()));
            }
        }
        lags.sort(null);
        return lags;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        api.http().close();
    }
}
