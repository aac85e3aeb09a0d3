package io.sealpost.hop.beans;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.Hop;
import io.sealpost.hop.HopMetrics;
import io.sealpost.hop.Intake;
import io.sealpost.hop.ProducerSettings;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.Rests;
import io.sealpost.hop.Station;
import io.sealpost.wire.Registry;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the hops of a service over one producer, one pool and one registry client. */
@ApplicationScoped
public class Hops {
    private static final Logger LOG = Logger.getLogger(Hops.class);

    /** The rest of a fetch comes within a millisecond, on a machine that has something to do. */
    private static final Duration BULK_PAUSE = Duration.ofMillis(2);

    private final Pool pool;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, Object> kafka;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final Rests rests = new Rests();
    private final List<HopMetrics> running = new CopyOnWriteArrayList<>();
    private final List<Publisher> lingering = new CopyOnWriteArrayList<>();

    @Inject
    Hops(
            Pool pool,
            MeterRegistry meters,
            Registry registry,
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

    /** A hop for one station; call once a lane, so that one batch is in flight in each. */
    public <I, K, S> Hop<I, K, S> of(Station<I, K, S> station) {
        HopMetrics metrics = watch(station.name());
        return new Hop<>(
                station,
                pool,
                publisher,
                deadLetters,
                metrics,
                Infrastructure.getDefaultWorkerPool(),
                clock);
    }

    /** The way to the urgent lane's hop; call once, so that one batch is in flight in it. */
    public <I, K, S> Intake urgent(Station<I, K, S> station) {
        return Intake.urgent(of(station)::process, rests);
    }

    /** The same for the bulk lane, which lets the urgent one go first. */
    public <I, K, S> Intake bulk(Station<I, K, S> station, Intake urgent) {
        return Intake.bulk(of(station)::process, urgent, BULK_PAUSE);
    }

    /** The metrics of a consumer that is no hop; its trouble makes the service not ready. */
    public HopMetrics watch(String name) {
        HopMetrics metrics = new HopMetrics(name, meters);
        running.add(metrics);
        return metrics;
    }

    /** Whether a batch of this station is being repeated, as something it needs is away. */
    public boolean isStalled(String station) {
        return running.stream()
                .anyMatch(hop -> hop.station().equals(station) && hop.trouble() != null);
    }

    /** A publisher for commands that come one by one: they gather for so long. */
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

    /** Of all the service's lanes together. */
    @Produces
    @Singleton
    Rests rests() {
        return rests;
    }

    /** The service's one producer, for commands that timers, sockets and HTTP put on a topic. */
    @Produces
    @Singleton
    Publisher publisher() {
        return publisher;
    }

    @Produces
    @Singleton
    static Registry registry(@ConfigProperty(name = "sealpost.registry.url") URI url) {
        return new Registry(url);
    }

    List<HopMetrics> running() {
        return running;
    }

    @PreDestroy
    void close() {
        publisher.close();
        lingering.forEach(Publisher::close);
    }

    private static void endProcess(Exception failure) {
        LOG.fatalf(
                "the broker refused a record for good; ending the process failure=%s",
                failure.getClass().getSimpleName());
        Runtime.getRuntime().halt(70);
    }
}
