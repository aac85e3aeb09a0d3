package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.client.producer.Consents;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/**
 * A business with agreeing recipients, a device each, in this process: what was sent, told and
 * shown. Each recipient's messages carry a number that rises.
 */
final class Crowd implements AutoCloseable {
    static final Purpose PURPOSE = new Purpose("updates");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final Tenant tenant;
    private final DeviceFleet fleet = DeviceFleet.ofThreads(4);
    private final List<RecipientId> recipients = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<RecipientDevice> devices = new ArrayList<>();
    private final Told told;
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private final List<UUID> shown = new CopyOnWriteArrayList<>();
    private final Map<RecipientId, List<Integer>> numbers = new ConcurrentHashMap<>();

    Crowd(Account account, Path folder, int count) throws IOException {
        this.tenant = new Tenant(account);
        this.told = new Told(account);
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
        grant(recipients);
    }

    /** They agree, now. */
    void grant(List<RecipientId> whom) {
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), Sha256.OF_NOTHING);
        var unused = command(whom, (consents, one) -> consents.grant(one, PURPOSE, proof));
    }

    /** They no longer agree; by recipient, when that was committed. */
    Map<String, Instant> withdraw(List<RecipientId> whom) {
        return command(whom, (consents, one) -> consents.withdraw(one, PURPOSE));
    }

    private Map<String, Instant> command(
            List<RecipientId> whom, BiFunction<Consents, RecipientId, ConsentCommand> of) {
        Consents consents = tenant.producer().consents();
        List<ConsentCommand> commands = whom.stream().map(one -> of.apply(consents, one)).toList();
        Map<UUID, List<ConsentEvent>> answers = consents.sendAndAwait(commands, PATIENCE);
        assertThat(answers).as("answers of the ledger").hasSize(whom.size());
        Map<String, Instant> at = new HashMap<>();
        answers.values().stream()
                .flatMap(List::stream)
                .forEach(event -> at.put(String.valueOf(event.getRecipient()), event.getAt()));
        return at;
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

    List<RecipientId> recipients() {
        return recipients;
    }

    /** The next numbers for everyone. */
    List<OutgoingMessage> messages(int from, int to) {
        List<OutgoingMessage> messages = new ArrayList<>();
        for (int number = from; number < to; number++) {
            for (RecipientId recipient : recipients) {
                messages.add(message(recipient, Integer.toString(number)));
            }
        }
        return messages;
    }

    static OutgoingMessage message(RecipientId recipient, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return OutgoingMessage.to(recipient, PURPOSE, Category.UTILITY, content).build();
    }

    /**
     * Sends on a thread of its own, one call after the other: without a broker the client blocks.
     *
     * @return done when the broker has taken all
     */
    CompletableFuture<Void> send(List<OutgoingMessage> messages) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        sender.execute(() -> sendAll(messages, taken));
        return taken;
    }

    private void sendAll(List<OutgoingMessage> messages, CompletableFuture<Void> taken) {
        var unused =
                CompletableFuture.allOf(
                                messages.stream()
                                        .map(message -> tenant.producer().send(message))
                                        .map(
                                                one ->
                                                        one.thenAccept(
                                                                m -> sent(m.messageId().value())))
                                        .toArray(CompletableFuture[]::new))
                        .whenComplete(
                                (done, error) -> {
                                    if (error == null) {
                                        taken.complete(null);
                                    } else {
                                        taken.completeExceptionally(error);
                                    }
                                });
    }

    /** Sends the next numbers to everyone, and waits until the broker has them. */
    void sendToAll(int from, int to) {
        send(messages(from, to)).join();
    }

    /** A message of this crowd that was sent by other means. */
    void sent(UUID message) {
        sent.add(message);
    }

    private void show(OpenedMessage message) {
        var context = message.context();
        shown.add(context.message().value());
        String number = new String(message.content().toArray(), StandardCharsets.UTF_8);
        numbers.computeIfAbsent(context.recipient(), unused -> new CopyOnWriteArrayList<>())
                .add(Integer.valueOf(number));
    }

    /** Until so many have ended, and all that were delivered were shown. */
    void awaitEnded(int count) {
        Await.until(
                () -> "%d of %d ended".formatted(ended().size(), count),
                () -> told.read().ends(sent).size() >= count);
        awaitShown(told.of(DeliveryEventKind.DELIVERED, sent).size());
    }

    /** Until so many have been shown. */
    void awaitShown(int count) {
        Await.until(
                () -> "%d of %d shown".formatted(shown.size(), count), () -> shown.size() >= count);
    }

    /** Until each of them has been shown something. */
    void awaitShownTo(Collection<RecipientId> recipients) {
        Await.until("each is shown one", () -> numbers.keySet().containsAll(recipients));
    }

    Set<UUID> sent() {
        return sent;
    }

    Told told() {
        return told;
    }

    /** The message of each distinct terminal event. */
    List<UUID> ended() {
        return told.ends(sent).stream().map(event -> event.getMessageId()).toList();
    }

    List<DeliveryEventKind> ends() {
        return told.ends(sent).stream().map(event -> event.getKind()).toList();
    }

    /** Every message a device has shown, repeats included. */
    List<UUID> shown() {
        return shown;
    }

    /** By recipient, the numbers in the order they were shown. */
    Map<RecipientId, List<Integer>> numbers() {
        return new HashMap<>(numbers);
    }

    /** All that was sent was delivered and shown, each once. */
    void assertAllDeliveredOnce() {
        assertThat(ended()).doesNotHaveDuplicates().hasSameElementsAs(sent);
        assertThat(ends()).containsOnly(DeliveryEventKind.DELIVERED);
        assertThat(shown).doesNotHaveDuplicates().hasSameElementsAs(sent);
    }

    /** The same, and each recipient's were shown in the order they were sent in. */
    void assertAllDeliveredOnceInOrder() {
        assertAllDeliveredOnce();
        assertThat(numbers()).hasSameSizeAs(recipients);
        assertThat(numbers().values())
                .allSatisfy(
                        one -> assertThat(one).isSorted().hasSize(sent.size() / recipients.size()));
    }

    @Override
    public void close() {
        disconnect();
        sender.shutdownNow();
        fleet.close();
        told.close();
        tenant.close();
    }
}
