package io.sealpost.hop.beans;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/**
 * Waits at the start until a broker's name resolves. Kafka's client waits for a broker that is
 * down, but its constructor fails for a name that does not resolve, and the process would end: in a
 * cluster that is still creating the broker's service, or while its name server is down.
 */
@ApplicationScoped
class BrokerName {
    private static final Logger LOG = Logger.getLogger(BrokerName.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final List<String> servers;

    @Inject
    BrokerName(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Object known = Objects.requireNonNull(kafka.get("bootstrap.servers"));
        this.servers = List.of(known.toString().split(","));
    }

    /** Runs before any bean that makes a Kafka client. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        await(servers, BrokerName::isKnown, RETRY_PAUSE);
    }

    /** One of several names is enough: that broker knows the others. */
    static void await(List<String> servers, Predicate<String> isKnown, Duration pause) {
        if (servers.stream().noneMatch(isKnown)) {
            LOG.warnf("waiting until the broker's name resolves servers=%s", servers);
            while (servers.stream().noneMatch(isKnown)) {
                LockSupport.parkNanos(pause.toNanos());
            }
            LOG.info("the broker's name resolves");
        }
    }

    private static boolean isKnown(String server) {
        return !new InetSocketAddress(Utils.getHost(server.strip()), 0).isUnresolved();
    }
}
