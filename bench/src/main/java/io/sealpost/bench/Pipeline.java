package io.sealpost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.bench.device.DeviceProcesses;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.SendResult;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The way of a message that is measured: a business's producer, the platform, and the recipients'
 * devices, which run in a process of their own. Every recipient agreed. Not thread-safe.
 */
final class Pipeline implements AutoCloseable {
    private static final Purpose PURPOSE = new Purpose("bench");
    private static final Duration CONSENT_TIMEOUT = Duration.ofMinutes(2);
    private static final int ID_BYTES = 16;

    private final BenchmarkTenant tenant;
    private final List<RecipientId> recipients = new ArrayList<>();
    private final DeviceProcesses devices = DeviceProcesses.forLongRun();
    private final List<CompletableFuture<SendResult>> sending = new ArrayList<>();
    private final byte[] publishedHashes = new byte[Sha256.SIZE];
    private int published;

    Pipeline(BenchmarkTenant tenant, Path state, int recipientCount) {
        this.tenant = tenant;
        enrol(state, recipientCount);
        grant();
    }

    private void enrol(Path state, int recipientCount) {
        SecureRandom random = new SecureRandom();
        List<String> links = new ArrayList<>();
        for (int number = 0; number < recipientCount; number++) {
            byte[] bits = new byte[ID_BYTES];
            random.nextBytes(bits);
            RecipientId recipient = RecipientId.of(bits);
            recipients.add(recipient);
            links.add(tenant.tickets().apply(recipient).encode());
        }
        // One process: two would compile the same code twice, on the cores that are measured.
        devices.start(links, state.resolve("devices").resolve(UUID.randomUUID().toString()));
        devices.awaitReady();
    }

    private void grant() {
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), Sha256.OF_NOTHING);
        List<ConsentCommand> grants =
                recipients.stream()
                        .map(one -> tenant.producer().consents().grant(one, PURPOSE, proof))
                        .toList();
        int answered = tenant.producer().consents().sendAndAwait(grants, CONSENT_TIMEOUT).size();
        if (answered != grants.size()) {
            throw new IllegalStateException(
                    "consent answered %d of %d grants within %d s"
                            .formatted(answered, grants.size(), CONSENT_TIMEOUT.toSeconds()));
        }
    }

    DeviceProcesses devices() {
        return devices;
    }

    /** Reads the delivery events of the messages that are sent from now on. */
    DeliveryEventMonitor monitor() {
        return new DeliveryEventMonitor(
                new DeliveryEventReader(tenant.connection(), tenant.business()),
                recipients.stream().map(RecipientId::value).collect(Collectors.toSet()));
    }

    /** Seals and sends one message with a text of its own. Call {@link #awaitAcknowledged} last. */
    void send(Category category) {
        byte[] content =
                ("Message %d of this run: your order has left our warehouse and should reach you soon."
                                .formatted(published))
                        .getBytes(StandardCharsets.UTF_8);
        RecipientId recipient = recipients.get(published % recipients.size());
        OutgoingMessage.Builder message = OutgoingMessage.to(recipient, PURPOSE, category, content);
        if (category == Category.AUTHENTICATION) {
            message.urgent();
        }
        sending.add(tenant.producer().send(message.build()));
        xor(publishedHashes, Sha256.of(content).toArray());
        published++;
    }

    /** Waits until the broker has acknowledged every message; fails where it refused one. */
    void awaitAcknowledged() {
        sending.forEach(CompletableFuture::join);
        sending.clear();
    }

    /** Begins a new count of what is published and opened. */
    void reset() {
        published = 0;
        Arrays.fill(publishedHashes, (byte) 0);
        devices.send("reset");
    }

    /** Whether the devices opened exactly what was published since the last reset. */
    boolean openedWhatWasPublished() {
        byte[] openedHashes = new byte[Sha256.SIZE];
        long opened = 0;
        for (JsonNode stats : devices.request("stats")) {
            opened += stats.path("opened").asLong();
            xor(openedHashes, HexFormat.of().parseHex(stats.path("xor").asText()));
        }
        return opened == published && Arrays.equals(openedHashes, publishedHashes);
    }

    private static void xor(byte[] sum, byte[] hash) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= hash[i];
        }
    }

    @Override
    public void close() {
        devices.close();
    }
}
