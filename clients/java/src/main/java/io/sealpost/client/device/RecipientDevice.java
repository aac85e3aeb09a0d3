package io.sealpost.client.device;

import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A recipient's device: one SQLite file with its keys and messages, and a socket that is kept open.
 * It trusts only what the key that its ticket names has signed. Thread-safe.
 */
public final class RecipientDevice implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RecipientDevice.class.getName());
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DeviceFleet fleet;
    private final DeviceStore store;
    private final DeviceIdentity identity;
    private final Prekeys prekeys;
    private final PushReceiver receiver;
    private final ReadReceipts readReceipts;
    private final EnrolmentClient enrolment;
    private final CurrentDirectory directory;
    private final Map<MessageRefusal, LongAdder> refusals = new ConcurrentHashMap<>();
    private final AtomicReference<DeviceConnection> connection = new AtomicReference<>();
    private final ScheduledFuture<?> maintenance;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RecipientDevice(DeviceFleet fleet, DeviceStore store, EnrolmentClient enrolment) {
        this.fleet = fleet;
        this.store = store;
        this.enrolment = enrolment;
        this.identity = store.identity().orElseThrow();
        this.prekeys = new Prekeys(store.database(), identity);
        this.directory = new CurrentDirectory(store);
        var messages = new MessageStore(store.database(), identity);
        var signer = new AcknowledgementSigner(identity, directory, fleet.clock());
        this.receiver =
                new PushReceiver(
                        new MessageOpener(identity, prekeys),
                        messages,
                        signer,
                        directory,
                        refusals,
                        fleet.clock());
        this.readReceipts =
                new ReadReceipts(
                        messages, new ReadReceiptStore(store.database()), signer, fleet.clock());
        this.maintenance = fleet.scheduleMaintenance(this::maintain);
    }

    /**
     * Creates a device's keys and enrols it, or completes an enrolment that an earlier call began.
     * Blocks.
     *
     * @param file the device's SQLite file; its folder must exist
     * @throws EnrolmentRefused where the ticket is used, expired or was issued for somebody else
     * @throws UntrustedDirectory where the key that the link names did not sign the answer
     * @throws io.sealpost.client.http.ApiUnavailable where nothing was decided within 30 s; repeat
     *     the call
     * @throws IllegalStateException where another process has the file open
     */
    public static RecipientDevice enrol(DeviceFleet fleet, Path file, TicketLink link) {
        return open(
                fleet,
                file,
                store -> {
                    if (store.identity().isEmpty()) {
                        store.begin(newIdentity(link), link);
                    }
                });
    }

    /**
     * Opens a device that was enrolled, or completes its enrolment. Blocks; fails as {@link #enrol}
     * does.
     */
    public static RecipientDevice open(DeviceFleet fleet, Path file) {
        return open(fleet, file, store -> {});
    }

    /**
     * Shows the messages that were stored and not shown, connects, and stays connected until the
     * device is closed.
     *
     * @param handler shows the messages
     * @return completed when the server has accepted the device for the first time; failed if the
     *     handler or the store fails before
     * @throws IllegalStateException where the device was connected before, or is closed
     */
    public CompletableFuture<Void> connect(MessageHandler handler) {
        requireOpen();
        return connect(store.socket().orElseThrow(), handler);
    }

    /**
     * As above, to another replica of delivery.
     *
     * @param address of its socket, with the scheme {@code ws} or {@code wss}
     */
    public CompletableFuture<Void> connect(URI address, MessageHandler handler) {
        requireOpen();
        DeviceConnection created =
                new DeviceConnection(
                        fleet, address, identity, receiver, readReceipts, directory, handler);
        if (!connection.compareAndSet(null, created)) {
            throw new IllegalStateException("the device is connected already");
        }
        CompletableFuture<Void> ready = created.start();
        if (closed.get()) {
            created.close();
        }
        return ready;
    }

    /**
     * Reports to the sender that the person has read a message. The receipt is stored when this
     * returns. It is sent now, or when the device is connected again, also by another process, and
     * repeated until a connection lasts 20 s longer; so the sender may get it more than once.
     *
     * @throws IllegalArgumentException where this device does not have the message
     */
    public void markRead(MessageId message) {
        readReceipts.markRead(message);
        DeviceConnection open = connection.get();
        if (open != null) {
            open.sendReadReceipts();
        }
    }

    /**
     * Uses a newer device list, which the application brings. Has no effect for the same list.
     *
     * @throws UntrustedDirectory where it does not continue the list that the device knows
     */
    public void learn(SignedDeviceList list) {
        directory.update(known -> known.with(list));
    }

    /**
     * Uses a newer business record, which the application brings. Has no effect for the same
     * record.
     *
     * @throws UntrustedDirectory where it does not continue the record that the device knows: the
     *     business may be another one now, so ask the person
     */
    public void learn(SignedBusinessRecord record) {
        directory.update(known -> known.with(record));
    }

    public DeviceId id() {
        return identity.device();
    }

    public RecipientId recipient() {
        return identity.recipient();
    }

    /** The business whose messages this device opens. */
    public BusinessId business() {
        return identity.business();
    }

    /** How many pushed messages were refused, by reason, since the device was opened. */
    public Map<MessageRefusal, Long> refusals() {
        Map<MessageRefusal, Long> counts = new EnumMap<>(MessageRefusal.class);
        refusals.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    /**
     * Destroys the prekeys that are no longer needed, and replaces the current one after a week. An
     * open device does this every hour. Blocks.
     *
     * @throws EnrolmentRefused where the new prekey is refused
     * @throws io.sealpost.client.http.ApiUnavailable where nothing was decided within 30 s
     */
    public synchronized void rotatePrekeys() {
        Instant now = fleet.clock().instant();
        prekeys.destroyOld(now);
        if (prekeys.isRotationDue(now)) {
            SignedPrekey next = prekeys.next(now);
            enrolment.publish(store.origin(), identity, next);
            prekeys.markPublished(next.prekey().keyId(), fleet.clock().instant());
        }
    }

    /** Disconnects, after the frame that is being handled, and closes the file. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        maintenance.cancel(false);
        DeviceConnection open = connection.get();
        if (open != null) {
            open.close();
        }
        receiver.close();
        store.close();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the device is closed");
        }
    }

    /** A failure is retried an hour later: a prekey is good for three weeks after its rotation. */
    private void maintain() {
        try {
            rotatePrekeys();
            receiver.discardExpiredIds();
            readReceipts.discardExpired();
        } catch (RuntimeException e) {
            if (!closed.get()) {
                LOG.log(
                        Level.WARNING,
                        "device maintenance failed, retrying in an hour failure={0}",
                        e.getClass().getSimpleName());
            }
        }
    }

    private static RecipientDevice open(
            DeviceFleet fleet, Path file, Consumer<DeviceStore> prepare) {
        DeviceStore store = DeviceStore.open(file.toAbsolutePath());
        try {
            prepare.accept(store);
            EnrolmentClient enrolment =
                    new EnrolmentClient(new ApiClient(fleet.http(), REQUEST_TIMEOUT));
            store.link().ifPresent(link -> enrol(store, enrolment, link, fleet));
            return new RecipientDevice(fleet, store, enrolment);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void enrol(
            DeviceStore store, EnrolmentClient enrolment, TicketLink link, DeviceFleet fleet) {
        DeviceIdentity identity = store.identity().orElseThrow();
        Prekeys prekeys = new Prekeys(store.database(), identity);
        SignedPrekey first = prekeys.next(fleet.clock().instant());
        EnrolmentClient.Enrolled enrolled = enrolment.enrol(link, identity, first);
        prekeys.markPublished(first.prekey().keyId(), fleet.clock().instant());
        store.enrolled(enrolled.directory(), enrolled.socket());
    }

    private static DeviceIdentity newIdentity(TicketLink link) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new DeviceIdentity(
                link.business(), link.recipient(), DeviceId.of(id), SigningKey.generate());
    }
}
