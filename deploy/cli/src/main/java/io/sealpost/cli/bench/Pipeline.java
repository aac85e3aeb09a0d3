package io.sealpost.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.demo.DeviceProcesses;
import io.sealpost.cli.demo.EventReader;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.Sent;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.nio.charset.StandardCharsets;
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
 * A tenant with agreeing recipients whose devices run in a process of their own, to be measured.
 */
final class Pipeline implements AutoCloseable {
    private static final Purpose PURPOSE = new Purpose("bench");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ID_BYTES = 16;

    private final Tenant tenant;
    private final List<RecipientId> recipients = new ArrayList<>();
    private final DeviceProcesses devices = DeviceProcesses.forLong();
    private final List<CompletableFuture<Sent>> sending = new ArrayList<>();
    private final byte[] xor = new byte[Sha256.SIZE];
    private int published;

    Pipeline(Tenant tenant, Home home, int count) {
        this.tenant = tenant;
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

    /** Seals and sends one distinct message. Call {@link #awaitSent} in the end. */
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
        add(Sha256.of(content).toArray());
        published++;
    }

    /** Until the broker has taken all; fails where it did not. */
    void awaitSent() {
        sending.forEach(CompletableFuture::join);
        sending.clear();
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
        tenant.close();
    }
}
