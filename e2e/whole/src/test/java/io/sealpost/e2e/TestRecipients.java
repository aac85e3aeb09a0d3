package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.client.producer.Consents;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.EvidenceMethod;
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
import java.util.function.Function;

/**
 * Recipients of one business who agreed, each with one device in this process. It records the
 * messages that were sent, their events, and the messages that the devices showed. The content of a
 * recipient's messages is an increasing number.
 */
final class TestRecipients implements AutoCloseable {
    static final Purpose PURPOSE = new Purpose("updates");

    private static final Duration CONSENT_TIMEOUT = Duration.ofMinutes(2);

    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private final BusinessClient business;
    private final DeviceFleet fleet = DeviceFleet.ofThreads(4);
    private final List<RecipientId> recipients = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<RecipientDevice> devices = new ArrayList<>();
    private final RecordedEvents events;
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private final List<UUID> shown = new CopyOnWriteArrayList<>();
    private final Map<RecipientId, List<Integer>> numbers = new ConcurrentHashMap<>();

    TestRecipients(Account account, Path folder, int count) throws IOException {
        this.business = new BusinessClient(account);
        this.events = new RecordedEvents(account);
        Files.createDirectories(folder);
        Function<RecipientId, TicketLink> links = business.tickets();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < count; i++) {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            RecipientId recipient = RecipientId.of(bits);
            Path file = folder.resolve(i + ".device");
            recipients.add(recipient);
            files.add(file);
            RecipientDevice.enrol(fleet, file, links.apply(recipient)).close();
        }
        grant(recipients);
    }

    /** Records that these recipients agree. */
    void grant(List<RecipientId> some) {
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), Sha256.OF_NOTHING);
        var unused = command(some, (consents, one) -> consents.grant(one, PURPOSE, proof));
    }

    /** Records that these recipients no longer agree; the time of the commit by recipient. */
    Map<String, Instant> withdraw(List<RecipientId> some) {
        return command(some, (consents, one) -> consents.withdraw(one, PURPOSE));
    }

    private Map<String, Instant> command(
            List<RecipientId> some, BiFunction<Consents, RecipientId, ConsentCommand> make) {
        Consents consents = business.producer().consents();
        List<ConsentCommand> commands =
                some.stream().map(one -> make.apply(consents, one)).toList();
        Map<UUID, List<ConsentEvent>> answers = consents.sendAndAwait(commands, CONSENT_TIMEOUT);
        assertThat(answers).as("answers of consent").hasSize(some.size());
        Map<String, Instant> at = new HashMap<>();
        answers.values().stream()
                .flatMap(List::stream)
                .forEach(event -> at.put(String.valueOf(event.getRecipient()), event.getAt()));
        return at;
    }

    /** Connects every device: to this address, or to the one that its enrolment answered. */
    void connect(URI... address) {
        List<CompletableFuture<Void>> connecting = new ArrayList<>();
        for (Path file : files) {
            RecipientDevice device = RecipientDevice.open(fleet, file);
            devices.add(device);
            connecting.add(
                    address.length == 0
                            ? device.connect(this::show)
                            : device.connect(address[0], this::show));
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

    /** Messages to every recipient, with these numbers. */
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
     * Sends on another thread, one call after the other: without a broker the client blocks.
     *
     * @return completed when the broker has acknowledged all
     */
    CompletableFuture<Void> send(List<OutgoingMessage> messages) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        sender.execute(() -> sendAll(messages, acknowledged));
        return acknowledged;
    }

    private void sendAll(List<OutgoingMessage> messages, CompletableFuture<Void> acknowledged) {
        var unused =
                CompletableFuture.allOf(
                                messages.stream()
                                        .map(message -> business.producer().send(message))
                                        .map(
                                                one ->
                                                        one.thenAccept(
                                                                m ->
                                                                        addSent(
                                                                                m.messageId()
                                                                                        .value())))
                                        .toArray(CompletableFuture[]::new))
                        .whenComplete(
                                (done, error) -> {
                                    if (error == null) {
                                        acknowledged.complete(null);
                                    } else {
                                        acknowledged.completeExceptionally(error);
                                    }
                                });
    }

    /** Sends these numbers to every recipient, and waits for the broker's acknowledgements. */
    void sendToAll(int from, int to) {
        send(messages(from, to)).join();
    }

    /** Adds a message that was sent by other means. */
    void addSent(UUID message) {
        sent.add(message);
    }

    private void show(OpenedMessage message) {
        var context = message.context();
        shown.add(context.message().value());
        String number = new String(message.content().toArray(), StandardCharsets.UTF_8);
        numbers.computeIfAbsent(context.recipient(), unused -> new CopyOnWriteArrayList<>())
                .add(Integer.valueOf(number));
    }

    /** Waits until this many have ended, and every delivered one was shown. */
    void awaitEnded(int count) {
        Await.until(
                () -> "%d of %d ended".formatted(ended().size(), count),
                () -> events.read().ends(sent).size() >= count);
        awaitShown(events.of(DeliveryEventKind.DELIVERED, sent).size());
    }

    /** Waits until this many were shown. */
    void awaitShown(int count) {
        Await.until(
                () -> "%d of %d shown".formatted(shown.size(), count), () -> shown.size() >= count);
    }

    /** Waits until each of these recipients was shown a message. */
    void awaitShownTo(Collection<RecipientId> recipients) {
        Await.until("each is shown one", () -> numbers.keySet().containsAll(recipients));
    }

    Set<UUID> sent() {
        return sent;
    }

    RecordedEvents events() {
        return events;
    }

    /** The message of each distinct terminal event. */
    List<UUID> ended() {
        return events.ends(sent).stream().map(event -> event.getMessageId()).toList();
    }

    List<DeliveryEventKind> ends() {
        return events.ends(sent).stream().map(event -> event.getKind()).toList();
    }

    /** Every message that a device showed, repeats included. */
    List<UUID> shown() {
        return shown;
    }

    /** By recipient, the numbers in the order in which they were shown. */
    Map<RecipientId, List<Integer>> numbers() {
        return new HashMap<>(numbers);
    }

    /** Every message that was sent was delivered and shown, once. */
    void assertAllDeliveredOnce() {
        assertThat(ended()).doesNotHaveDuplicates().hasSameElementsAs(sent);
        assertThat(ends()).containsOnly(DeliveryEventKind.DELIVERED);
        assertThat(shown).doesNotHaveDuplicates().hasSameElementsAs(sent);
    }

    /** The same, and each recipient's messages were shown in the order of sending. */
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
        events.close();
        business.close();
    }
}
