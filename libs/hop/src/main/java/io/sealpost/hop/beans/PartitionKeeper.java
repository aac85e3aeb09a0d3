package io.sealpost.hop.beans;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.sealpost.hop.DayPartitions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates a partition for each day that ids may come from, before the first record is read. */
@ApplicationScoped
class PartitionKeeper {
    private static final int DAYS_AHEAD = 2;

    private final DayPartitions partitions;
    private final int backDays;

    @Inject
    PartitionKeeper(
            Pool pool,
            @ConfigProperty(name = "sealpost.day-partitions.tables") List<String> tables,
            @ConfigProperty(name = "sealpost.day-partitions.back-days") int backDays) {
        this.partitions = new DayPartitions(pool, tables);
        this.backDays = backDays;
    }

    void onStart(@Observes @Priority(1) StartupEvent start) {
        ensure().await().atMost(Duration.ofMinutes(1));
    }

    @Scheduled(every = "1h", delayed = "1h")
    Uni<Void> ensure() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        return partitions.ensure(today.minusDays(backDays), today.plusDays(DAYS_AHEAD));
    }
}
