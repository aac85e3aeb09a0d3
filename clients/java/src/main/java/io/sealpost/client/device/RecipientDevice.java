package io.sealpost.client.device;

import io.sealpost.client.http.Api;
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
 * It believes only what the key named in its ticket vouches for. Thread-safe.
 */
public final class RecipientDevice implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RecipientDevice.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DeviceFleet fleet;
    private final DeviceStore store;
    private final Owner owner;
    private final Prekeys prekeys;
    private final Inbox inbox;
    private final Enroller enroller;
    private final KnownDirectory directory;
    private final Map<Refusal, LongAdder> refusals = new ConcurrentHashMap<>();
    private final AtomicReference<SocketKeeper> socket = new AtomicReference<>();
    private final ScheduledFuture<?> upkeep;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RecipientDevice(DeviceFleet fleet, DeviceStore store, Enroller enroller) {
        this.fleet = fleet;
        this.store = store;
        this.enroller = enroller;
        this.owner = store.owner().orElseThrow();
        this.prekeys = new Prekeys(store.database(), owner);
        this.directory = new KnownDirectory(store);
        this.inbox =
                new Inbox(
                        owner,
                        new MessageReader(owner, prekeys),
                        new MessageStore(store.database(), owner),
                        new ReadStore(store.database()),
                        directory,
                        refusals,
                        fleet.clock());
        this.upkeep = fleet.hourly(this::keepUp);
    }

    /**
     * Makes the device's keys and enrols it, or goes on where an earlier call ended. Blocks.
     *
     * @param file where the device lives; its folder must exist
     * @throws EnrolmentRefused when the ticket is used, expired or another's
     * @throws ChainRefused when the answer is not vouched for by the key the link names
     * @throws io.sealpost.client.http.ApiUnavailable when there is no answer in 30 s; repeat it
     */
    public static RecipientDevice enrol(DeviceFleet fleet, Path file, TicketLink link) {
        return opened(
                fleet,
                file,
                store -> {
                    if (store.owner().isEmpty()) {
                        store.begin(newOwner(link), link);
                    }
                });
    }

    /** Opens a device that was enrolled, or ends its enrolment. */
    public static RecipientDevice open(DeviceFleet fleet, Path file) {
        return opened(fleet, file, store -> {});
    }

    /**
     * Shows what was stored and not shown, connects, and stays connected until closed.
     *
     * @return done when the server has taken the device's proof for the first time
     * @throws IllegalStateException for a device that was connected before, which stays as it is,
     *     or is closed
     */
    public CompletableFuture<Void> connect(MessageHandler handler) {
        requireOpen();
        return connect(store.socket().orElseThrow(), handler);
    }

    /** The same at another replica's address. */
    public CompletableFuture<Void> connect(URI address, MessageHandler handler) {
        requireOpen();
        SocketKeeper keeper = new SocketKeeper(fleet, address, owner, inbox, directory, handler);
        if (!socket.compareAndSet(null, keeper)) {
            throw new IllegalStateException("already connected");
        }
        CompletableFuture<Void> ready = keeper.start();
        if (closed.get()) {
            keeper.close();
        }
        return ready;
    }

    /**
     * Tells the sender that the person has read a message: now, or when the device is connected
     * again, by this process or another one. Stored when it returns, and told again until a
     * connection has outlived it; the sender may hear of it more than once.
     *
     * @throws IllegalArgumentException for a message this device does not have
     */
    public void markRead(MessageId message) {
        inbox.markRead(message);
        SocketKeeper keeper = socket.get();
        if (keeper != null) {
            keeper.tellRead();
        }
    }

    /**
     * Takes a newer device list.
     *
     * @throws ChainRefused for a broken chain or a version below the highest known
     */
    public void learn(SignedDeviceList list) {
        directory.learn(known -> known.learned(list));
    }

    /**
     * Takes a newer business record.
     *
     * @throws ChainRefused for a broken chain: the business may be another one now, ask the person
     */
    public void learn(SignedBusinessRecord record) {
        directory.learn(known -> known.learned(record));
    }

    public DeviceId id() {
        return owner.device();
    }

    public RecipientId recipient() {
        return owner.recipient();
    }

    /** The business whose messages it opens. */
    public BusinessId business() {
        return owner.business();
    }

    /** How many pushed messages were refused, by cause. */
    public Map<Refusal, Long> refusals() {
        Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
        refusals.forEach((why, count) -> counts.put(why, count.sum()));
        return counts;
    }

    /**
     * Destroys keys past their use, and replaces the last-resort prekey when its week is over. An
     * open device does so hourly. Blocks.
     */
    public synchronized void rotate() {
        Instant now = fleet.clock().instant();
        prekeys.destroyOld(now);
        if (prekeys.isRotationDue(now)) {
            SignedPrekey next = prekeys.next(now);
            enroller.publish(store.origin(), owner, next);
            prekeys.published(next.prekey().keyId(), fleet.clock().instant());
        }
    }

    /** Disconnects; the frame at hand is finished first. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        upkeep.cancel(false);
        SocketKeeper keeper = socket.get();
        if (keeper != null) {
            keeper.close();
        }
        inbox.close();
        store.close();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the device is closed");
        }
    }

    /** What fails is done the next time: a prekey serves three weeks beyond its rotation. */
    private void keepUp() {
        try {
            rotate();
            inbox.forgetSeen();
            inbox.forgetOldReads();
        } catch (RuntimeException e) {
            if (!closed.get()) {
                LOG.log(Level.WARNING, "upkeep failed reason={0}", e.getClass().getSimpleName());
            }
        }
    }

    private static RecipientDevice opened(
            DeviceFleet fleet, Path file, Consumer<DeviceStore> before) {
        DeviceStore store = DeviceStore.open(file.toAbsolutePath());
        try {
            before.accept(store);
            Enroller enroller = new Enroller(new Api(fleet.http(), PATIENCE));
            store.link().ifPresent(link -> enrol(store, enroller, link, fleet));
            return new RecipientDevice(fleet, store, enroller);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void enrol(
            DeviceStore store, Enroller enroller, TicketLink link, DeviceFleet fleet) {
        Owner owner = store.owner().orElseThrow();
        Prekeys prekeys = new Prekeys(store.database(), owner);
        SignedPrekey first = prekeys.next(fleet.clock().instant());
        Enroller.Enrolled enrolled = enroller.enrol(link, owner, first);
        prekeys.published(first.prekey().keyId(), fleet.clock().instant());
        store.enrolled(enrolled.directory(), enrolled.socket());
    }

    private static Owner newOwner(TicketLink link) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new Owner(link.business(), link.recipient(), DeviceId.of(id), SigningKey.generate());
    }
}
