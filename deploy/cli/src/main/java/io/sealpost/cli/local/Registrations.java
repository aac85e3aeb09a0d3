package io.sealpost.cli.local;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Registry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What ingest knows of businesses, and what it is told of them: as the operator. */
public final class Registrations {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> operator;
    private final String registry;

    /**
     * Of a platform.
     *
     * @throws IllegalStateException where it does not run
     */
    public Registrations(Platform platform) {
        platform.requireRunning();
        this.operator = platform.broker().clientConfig(Platform.user(platform.home(), "operator"));
        this.registry = platform.registry();
    }

    /** Every business that was ever registered, as it is now, by name. */
    public Collection<Business> all() {
        return newest(businesses().all(PATIENCE)).values();
    }

    /**
     * Suspends a business, or lets it send again, and returns when that is so.
     *
     * @return whether it was otherwise before
     * @throws IllegalStateException for a business that is not registered
     */
    public boolean set(String business, BusinessStatus status) {
        Business before =
                known(business)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no business "
                                                        + business
                                                        + "; ./sealpost business list shows those there are"));
        if (before.getStatus() == status) {
            return false;
        }
        BusinessCommandKind kind =
                status == BusinessStatus.SUSPENDED
                        ? BusinessCommandKind.SUSPEND
                        : BusinessCommandKind.RESUME;
        send(command(business, kind).build());
        var unused =
                awaitBusiness(
                        business,
                        now -> now.getVersion() > before.getVersion() && now.getStatus() == status);
        return true;
    }

    /** Registers it, or changes its producer key, and returns when its gateway key is published. */
    Business register(String business, Optional<VerifyKey> producer) {
        Optional<Business> before = known(business);
        RegisterBusiness details = details(before, producer);
        send(command(business, BusinessCommandKind.REGISTER).setRegister(details).build());
        long version = before.map(Business::getVersion).orElse(0L);
        Business registered =
                awaitBusiness(
                        business,
                        now ->
                                now.getVersion() >= version
                                        && Objects.equals(
                                                now.getProducerKey(), details.getProducerKey()));
        var unused = await("business-records", BusinessRecord.class, business, record -> true);
        return registered;
    }

    /** A registration replaces all the details: what is not said again would be gone. */
    static RegisterBusiness details(Optional<Business> known, Optional<VerifyKey> producer) {
        return new RegisterBusiness(
                known.map(Business::getAllowedModes).orElse(List.of(Mode.GATEWAY)),
                known.map(Business::getBusinessKey).orElse(null),
                producer.map(key -> ByteBuffer.wrap(key.bytes().toArray()))
                        .or(() -> known.map(Business::getProducerKey))
                        .orElse(null));
    }

    /** A compacted topic still has older versions. */
    static Map<String, Business> newest(Collection<Business> told) {
        Map<String, Business> newest = new TreeMap<>();
        told.forEach(
                one ->
                        newest.merge(
                                one.getBusiness(),
                                one,
                                BinaryOperator.maxBy(
                                        (a, b) -> Long.compare(a.getVersion(), b.getVersion()))));
        return newest;
    }

    private Optional<Business> known(String business) {
        return Optional.ofNullable(newest(businesses().all(PATIENCE)).get(business));
    }

    private StateTopic<Business> businesses() {
        return new StateTopic<>(operator, registry, "businesses", Business.class);
    }

    private static BusinessCommand.Builder command(String business, BusinessCommandKind kind) {
        return BusinessCommand.newBuilder()
                .setRequestId(Ids.newRequestId(Instant.now(), new SecureRandom()).value())
                .setBusiness(business)
                .setKind(kind);
    }

    private Business awaitBusiness(String business, Predicate<Business> wanted) {
        return await("businesses", Business.class, business, wanted);
    }

    private <T extends SpecificRecord> T await(
            String topic, Class<T> type, String key, Predicate<T> wanted) {
        return new StateTopic<>(operator, registry, topic, type)
                .await(key, wanted, PATIENCE)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "nothing came on "
                                                + topic
                                                + " for "
                                                + key
                                                + "; repeat the command when ./sealpost status shows all ready"));
    }

    private void send(BusinessCommand command) {
        byte[] value =
                new Codec<>(new Registry(URI.create(registry)), BusinessCommand.class)
                        .encode(command);
        Map<String, Object> settings = new HashMap<>(operator);
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(3).toMillis());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var unused =
                    producer.send(
                                    new ProducerRecord<>(
                                            "business-commands", command.getBusiness(), value))
                            .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the command", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
