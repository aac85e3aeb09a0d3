package io.sealpost.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.demo.DeviceProcesses;
import io.sealpost.cli.demo.EventReader;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.GatewayMessages;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.KafkaEpochs;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.TenantTopics;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Registry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A tenant with agreeing recipients whose devices run in a process of their own, to be measured.
 */
final class Pipeline implements AutoCloseable {
    private static final Purpose PURPOSE = new Purpose("bench");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ID_BYTES = 16;

    private final Tenant tenant;
    private final List<RecipientId> recipients = new ArrayList<>();
    private final DeviceProcesses devices = DeviceProcesses.forLong();
    private final KafkaEpochs epochs;
    private final GatewayMessages messages;
    private final Codec<SendRequest> codec;
    private final KafkaProducer<String, byte[]> kafka;
    private final byte[] xor = new byte[Sha256.SIZE];
    private int published;

    Pipeline(Tenant tenant, Home home, int count) {
        this.tenant = tenant;
        Registry registry = new Registry(tenant.account().registry());
        this.epochs = new KafkaEpochs(tenant.account().kafka(), registry);
        this.messages =
                new GatewayMessages(tenant.id(), epochs, Clock.systemUTC(), new SecureRandom());
        this.codec = new Codec<>(registry, SendRequest.class);
        Map<String, Object> settings = new HashMap<>(tenant.account().kafka());
        settings.put("acks", "all");
        settings.put("linger.ms", 10);
        settings.put("batch.size", 128 * 1024);
        this.kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        enrol(home, count);
        grant();
    }

    private void enrol(Home home, int count) {
        Tenant.Links tickets = tenant.tickets();
        SecureRandom random = new SecureRandom();
        List<String> links = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            byte[] bits = new byte[ID_BYTES];
            random.nextBytes(bits);
            RecipientId recipient = RecipientId.of(bits);
            recipients.add(recipient);
            links.add(tickets.issue(recipient).encode());
        }
        // One process: two would compile the same code twice, on the cores that are measured.
        devices.start(links, home.state().resolve("devices").resolve(UUID.randomUUID().toString()));
        devices.awaitReady();
    }

    private void grant() {
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), Sha256.OF_NOTHING);
        List<ConsentCommand> grants =
                recipients.stream()
                        .map(one -> tenant.producer().consents().grant(one, PURPOSE, proof))
                        .toList();
        int answered = tenant.producer().consents().sendAndAwait(grants, PATIENCE).size();
        if (answered != grants.size()) {
            throw new IllegalStateException(
                    answered + " of " + grants.size() + " grants were answered");
        }
    }

    DeviceProcesses devices() {
        return devices;
    }

    /** Follows what comes of the messages sent from now on. */
    Watch watch() {
        EventReader events =
                new EventReader(
                        tenant.account().kafka(),
                        tenant.account().registry(),
                        tenant.account().business());
        return new Watch(
                events, recipients.stream().map(RecipientId::value).collect(Collectors.toSet()));
    }

    /** Seals and sends one distinct message; answers its id. Call {@link #flush} in the end. */
    UUID send(Category category) {
        byte[] content =
                ("Message %d of this run: your order has left our warehouse and should reach you soon."
                                .formatted(published))
                        .getBytes(StandardCharsets.UTF_8);
        RecipientId recipient = recipients.get(published % recipients.size());
        boolean urgent = category == Category.AUTHENTICATION;
        OutgoingMessage.Builder outgoing =
                OutgoingMessage.to(recipient, PURPOSE, category, content);
        OutgoingMessage message = (urgent ? outgoing.urgent() : outgoing).build();
        RequestId request = messages.requestId(message);
        byte[] value = codec.encode(messages.request(message, request));
        var unused =
                kafka.send(
                        new ProducerRecord<>(
                                TenantTopics.sendRequests(tenant.id(), urgent),
                                recipient.value(),
                                value));
        add(Sha256.of(content).toArray());
        published++;
        return messages.messageId(request).value();
    }

    void flush() {
        kafka.flush();
    }

    /** Forgets what was published and opened so far. */
    void reset() {
        published = 0;
        Arrays.fill(xor, (byte) 0);
        devices.tell("reset");
    }

    /** Whether the devices opened exactly what was published since the last reset. */
    boolean openedWhatWasPublished() {
        byte[] opened = new byte[Sha256.SIZE];
        long count = 0;
        for (JsonNode stats : devices.ask("stats")) {
            count += stats.path("opened").asLong();
            byte[] part = HexFormat.of().parseHex(stats.path("xor").asText());
            for (int i = 0; i < opened.length; i++) {
                opened[i] ^= part[i];
            }
        }
        return count == published && Arrays.equals(opened, xor);
    }

    private void add(byte[] hash) {
        for (int i = 0; i < xor.length; i++) {
            xor[i] ^= hash[i];
        }
    }

    @Override
    public void close() {
        devices.close();
        kafka.close();
        epochs.close();
        tenant.close();
    }
}
