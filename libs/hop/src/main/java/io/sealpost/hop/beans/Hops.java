package io.sealpost.hop.beans;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealpost.hop.BulkThrottle;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.Hop;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.LaneConsumer;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.ParkedRetry;
import io.sealpost.hop.ProducerSettings;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.Station;
import io.sealpost.hop.TenantPublisher;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the hops of a service over one producer, one pool and one registry client. */
@ApplicationScoped
public class Hops {
    private static final Logger LOG = Logger.getLogger(Hops.class);

    /** The other partitions of a fetch follow the first within a millisecond or two. */
    private static final Duration BULK_GATHER = Duration.ofMillis(2);

    private final Pool pool;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, Object> kafka;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final BulkThrottle throttle = new BulkThrottle();
    private final List<HopMetrics> running = new CopyOnWriteArrayList<>();
    private final List<Publisher> lingering = new CopyOnWriteArrayList<>();
    private @Nullable TenantPublisher tenants;
    private @Nullable ParkedRetry parkedRetry;

    @Inject
    Hops(
            Pool pool,
            MeterRegistry meters,
            SchemaRegistry registry,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.meters = meters;
        this.clock = clock;
        this.kafka = kafka;
        this.publisher = new Publisher(ProducerSettings.producer(kafka), Hops::endProcess);
        this.deadLetters = new DeadLetters(service, registry);
    }

    /** A hop for one station. Call it once for each lane: a hop has one batch in flight. */
    public <I, K, S, O extends Outcome> Hop<I, K, S, O> of(Station<I, K, S, O> station) {
        HopMetrics metrics = watch(station.name());
        return new Hop<>(
                station,
                pool,
                publisher,
                tenants(),
                deadLetters,
                metrics,
                Infrastructure.getDefaultWorkerPool(),
                clock);
    }

    /** The consumer of a station's urgent lane. Call it once. */
    public <I, K, S, O extends Outcome> LaneConsumer urgent(Station<I, K, S, O> station) {
        return LaneConsumer.urgent(of(station)::process, throttle);
    }

    /** The consumer of a station's bulk lane, which yields to the urgent one. Call it once. */
    public <I, K, S, O extends Outcome> LaneConsumer bulk(
            Station<I, K, S, O> station, LaneConsumer urgent) {
        return LaneConsumer.bulk(of(station)::process, urgent, BULK_GATHER);
    }

    /** The metrics of a consumer that is no hop; while it fails the service is not ready. */
    public HopMetrics watch(String name) {
        HopMetrics metrics = new HopMetrics(name, meters);
        running.add(metrics);
        return metrics;
    }

    /** Whether a batch of this station is being retried, because a dependency is unavailable. */
    public boolean isStalled(String station) {
        return running.stream()
                .anyMatch(hop -> hop.station().equals(station) && hop.trouble() != null);
    }

    /** A publisher for records that come one by one: each waits this long for others to join it. */
    public Publisher lingering(Duration linger) {
        Publisher another =
                new Publisher(ProducerSettings.producer(kafka, linger), Hops::endProcess);
        lingering.add(another);
        return another;
    }

    @Produces
    @Singleton
    DeadLetters deadLetters() {
        return deadLetters;
    }

    /** One throttle for all lanes of the service. */
    @Produces
    @Singleton
    BulkThrottle throttle() {
        return throttle;
    }

    /** The service's one producer, also for commands from timers, sockets and HTTP. */
    @Produces
    @Singleton
    Publisher publisher() {
        return publisher;
    }

    @Produces
    @Singleton
    static SchemaRegistry registry(@ConfigProperty(name = "sealpost.registry.url") URI url) {
        return new SchemaRegistry(url);
    }

    /** The publisher of all hops for tenants' topics; a service without hops has none. */
    private synchronized TenantPublisher tenants() {
        if (tenants == null) {
            tenants = tenantPublisher();
        }
        return tenants;
    }

    private TenantPublisher tenantPublisher() {
        List<String> prefixes = Catalogue.get().families().map(Topic::prefix).toList();
        return new TenantPublisher(
                topic -> prefixes.stream().anyMatch(topic::startsWith),
                ProducerSettings.boundedProducer(kafka),
                admin(),
                Infrastructure.getDefaultWorkerPool(),
                Hops::endProcess);
    }

    private Admin admin() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        return Admin.create(settings);
    }

    /** Empty in a service without hops. */
    synchronized Optional<ParkedRetry> parkedRetry() {
        if (parkedRetry == null && tenants != null) {
            parkedRetry = new ParkedRetry(pool, tenants, Infrastructure.getDefaultWorkerPool());
        }
        return Optional.ofNullable(parkedRetry);
    }

    List<HopMetrics> running() {
        return running;
    }

    @PreDestroy
    void close() {
        publisher.close();
        lingering.forEach(Publisher::close);
        closeTenants();
    }

    private synchronized void closeTenants() {
        if (tenants != null) {
            tenants.close();
        }
    }

    private static void endProcess(Exception failure) {
        LOG.fatalf(
                "the broker refused a record permanently; the process ends failure=%s",
                failure.getClass().getSimpleName());
        Runtime.getRuntime().halt(70);
    }
}
