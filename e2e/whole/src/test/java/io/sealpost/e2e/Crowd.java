package io.sealpost.e2e;

import io.sealpost.cli.demo.EventReader;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A business with agreeing recipients, a device each, in this process: what was sent, told and
 * shown. Each recipient's messages carry a number that rises.
 */
final class Crowd implements AutoCloseable {
    private static final Purpose PURPOSE = new Purpose("updates");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Tenant tenant;
    private final DeviceFleet fleet = DeviceFleet.ofThreads(4);
    private final List<RecipientId> recipients = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<RecipientDevice> devices = new ArrayList<>();
    private final EventReader events;
    private final Set<UUID> sent = new TreeSet<>();
    private final Map<UUID, DeliveryEvent> terminals = new HashMap<>();
    private int repeats;
    private final List<UUID> shown = new CopyOnWriteArrayList<>();
    private final Map<RecipientId, List<Integer>> numbers = new ConcurrentHashMap<>();

    Crowd(Account account, Path folder, int count) throws IOException {
        this.tenant = new Tenant(account);
        this.events = new EventReader(account.kafka(), account.registry(), account.business());
        Files.createDirectories(folder);
        Tenant.Links links = tenant.tickets();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < count; i++) {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            RecipientId recipient = RecipientId.of(bits);
            Path file = folder.resolve(i + ".device");
            recipients.add(recipient);
            files.add(file);
            RecipientDevice.enrol(fleet, file, links.issue(recipient)).close();
        }
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), Sha256.OF_NOTHING);
        var consents = tenant.producer().consents();
        var grants = recipients.stream().map(r -> consents.grant(r, PURPOSE, proof)).toList();
        if (consents.sendAndAwait(grants, PATIENCE).size() != count) {
            throw new AssertionError("not every grant was answered");
        }
    }

    /** Connects every device, there or where its enrolment told it. */
    void connect(URI... there) {
        List<CompletableFuture<Void>> connecting = new ArrayList<>();
        for (Path file : files) {
            RecipientDevice device = RecipientDevice.open(fleet, file);
            devices.add(device);
            connecting.add(
                    there.length == 0
                            ? device.connect(this::show)
                            : device.connect(there[0], this::show));
        }
        CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new)).join();
    }

    void disconnect() {
        devices.forEach(RecipientDevice::close);
        devices.clear();
    }

    /** The next numbers for everyone. */
    void sendToAll(int from, int to) {
        List<CompletableFuture<?>> sending = new ArrayList<>();
        for (int number = from; number < to; number++) {
            for (RecipientId recipient : recipients) {
                byte[] content = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
                var message =
                        OutgoingMessage.to(recipient, PURPOSE, Category.UTILITY, content).build();
                sending.add(
                        tenant.producer()
                                .send(message)
                                .thenAccept(
                                        done -> {
                                            synchronized (sent) {
                                                sent.add(done.messageId().value());
                                            }
                                        }));
            }
        }
        CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
    }

    private void show(OpenedMessage message) {
        var context = message.context();
        shown.add(context.message().value());
        String number = new String(message.content().toArray(), StandardCharsets.UTF_8);
        numbers.computeIfAbsent(context.recipient(), unused -> new CopyOnWriteArrayList<>())
                .add(Integer.valueOf(number));
    }

    /** Until so many have ended and been shown. */
    void awaitEnded(int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (terminals.size() < count || shown.size() < count) {
            events.poll().stream().filter(DeliveryEvent::getTerminal).forEach(this::take);
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "%d of %d ended, %d shown"
                                .formatted(terminals.size(), count, shown.size()));
            }
        }
    }

    /** Events are told at least once: a repeat has the same id and says the same. */
    private void take(DeliveryEvent event) {
        DeliveryEvent before = terminals.putIfAbsent(event.getEventId(), event);
        if (before != null) {
            repeats++;
            if (!before.equals(event)) {
                throw new AssertionError("two events with the id " + event.getEventId());
            }
        }
    }

    /** Until so many have been shown. */
    void awaitShown(int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shown.size() < count) {
            Thread.onSpinWait();
            if (System.nanoTime() > end) {
                throw new AssertionError("%d of %d shown".formatted(shown.size(), count));
            }
        }
    }

    Set<UUID> sent() {
        return sent;
    }

    /** The message of each distinct terminal event. */
    List<UUID> ended() {
        return terminals.values().stream().map(DeliveryEvent::getMessageId).toList();
    }

    List<DeliveryEventKind> ends() {
        return terminals.values().stream().map(DeliveryEvent::getKind).toList();
    }

    /** How often a terminal event was told again. */
    int repeats() {
        return repeats;
    }

    /** Every message a device has shown, repeats included. */
    List<UUID> shown() {
        return shown;
    }

    /** By recipient, the numbers in the order they were shown. */
    Map<RecipientId, List<Integer>> numbers() {
        return new HashMap<>(numbers);
    }

    @Override
    public void close() {
        disconnect();
        fleet.close();
        events.close();
        tenant.close();
    }
}
