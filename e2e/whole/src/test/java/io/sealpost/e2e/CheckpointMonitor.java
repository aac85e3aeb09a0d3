package io.sealpost.e2e;

import io.sealpost.cli.local.Account;
import io.sealpost.client.http.ApiClient;
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

/** Records when the audit log's checkpoint file named which size. */
final class CheckpointMonitor implements AutoCloseable {
    private static final long POLL_INTERVAL_MILLIS = 10;
    private static final int MAX_EVENTS_PER_REQUEST = 1_000;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final NavigableMap<Long, Instant> seen = new ConcurrentSkipListMap<>();
    private final ApiClient api = new ApiClient(HttpClient.newHttpClient(), Duration.ofSeconds(10));
    private final Path checkpoint;

    CheckpointMonitor(SealpostCommand sealpost) {
        this.checkpoint = sealpost.state().resolve("log/checkpoint");
        var unused =
                scheduler.scheduleWithFixedDelay(
                        this::read, 0, POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void read() {
        try {
            seen.putIfAbsent(Long.parseLong(Files.readAllLines(checkpoint).get(1)), Instant.now());
        } catch (IOException missing) {
            // It is read again.
        }
    }

    /**
     * The time from each event to the first checkpoint that covers it, in ascending order. Events
     * without one are left out.
     */
    List<Duration> lags(List<DeliveryEvent> events, Account account) {
        Map<UUID, Long> leaves = new HashMap<>();
        for (int from = 0; from < events.size(); from += MAX_EVENTS_PER_REQUEST) {
            List<UUID> ids =
                    events
                            .subList(from, Math.min(events.size(), from + MAX_EVENTS_PER_REQUEST))
                            .stream()
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
        scheduler.shutdownNow();
        api.http().close();
    }
}
