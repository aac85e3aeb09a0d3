package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.client.device.FramesServer.Enrolled;
import io.sealpost.client.device.OpenedMessage.View;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Chain;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.Context;
import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientDeviceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private final Business business = new Business();
    private final FramesServer server = new FramesServer(business);
    private final DeviceFleet fleet = DeviceFleet.ofThreads(1);
    private final RecipientId recipient = RecipientId.of(Business.bits());
    private final List<OpenedMessage> shown = new CopyOnWriteArrayList<>();
    private RecipientDevice device;
    private Enrolled enrolled;

    @BeforeEach
    void enrolAndConnect() {
        device = RecipientDevice.enrol(fleet, file(), business.link(recipient, server.origin()));
        enrolled = server.theOnly();
        device.connect(shown::add).join();
    }

    @AfterEach
    void disconnect() {
        device.close();
        fleet.close();
        server.close();
        assertThat(server.badSignatures).hasValue(0);
    }

    @Test
    void aMessageIsOpenedShownAndAcknowledgedForItsBytes() {
        PushedMessage message = push(message("your order is on its way"));

        assertThat(text(shown.getFirst())).isEqualTo("your order is on its way");
        assertThat(shown.getFirst().directory()).isEqualTo(View.SAME);
        assertThat(server.answersTo(message.messageId()))
                .singleElement()
                .satisfies(
                        answer -> {
                            assertThat(answer.kind()).isEqualTo("DELIVERED");
                            assertThat(answer.envelope()).isEqualTo(Sha256.of(message.sealed()));
                        });
    }

    @Test
    void aMessagePushedAgainIsAcknowledgedAgainAndShownOnce() {
        PushedMessage message = message("once");
        server.push(device.id(), List.of(message, message));
        server.push(device.id(), List.of(message));
        push(message("the one after"));

        assertThat(server.answersTo(message.messageId())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(shown)
                .extracting(RecipientDeviceTest::text)
                .containsExactly("once", "the one after");
    }

    @Test
    void aOneTimeCodeIsOpenedBeforeTheCampaignThatCameBeforeIt() {
        CountDownLatch busy = new CountDownLatch(1);
        fleet.open(() -> awaitQuietly(busy));
        server.push(device.id(), List.of(message("campaign, first")));
        server.push(device.id(), List.of(message("campaign, second")));
        Context code =
                Business.context(
                        recipient,
                        device.id(),
                        enrolled.prekey(),
                        Instant.now(),
                        Category.AUTHENTICATION);
        server.push(device.id(), List.of(sealed(code, "code")));
        try {
            Wait.until(() -> shown.size() == 1 && fleet.queued() == 2);
        } finally {
            busy.countDown();
        }

        Wait.until(() -> shown.size() == 3);
        assertThat(shown)
                .extracting(RecipientDeviceTest::text)
                .containsExactly("code", "campaign, first", "campaign, second");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRepeatWithOtherBytesIsAnsweredForTheBytesThatWereOpened() {
        Context context = context(Instant.now());
        PushedMessage first = sealed(context, "first");
        push(first);
        server.push(device.id(), List.of(sealed(context, "second")));
        push(message("the one after"));

        assertThat(server.answersTo(first.messageId()))
                .hasSize(2)
                .allSatisfy(
                        answer ->
                                assertThat(answer.envelope()).isEqualTo(Sha256.of(first.sealed())));
        assertThat(shown).extracting(RecipientDeviceTest::text).doesNotContain("second");
    }

    @Test
    void anEnvelopeMovedToAnotherMessageIsRefused() {
        PushedMessage other = message("for another message");
        PushedMessage moved = Business.pushed(context(Instant.now().plusMillis(5)), other.sealed());

        assertIsRefused(moved, Refusal.UNDECRYPTABLE);
    }

    @Test
    void anEnvelopeOfAnotherRecipientIsRefused() {
        Owner other = Business.owner();
        Context theirs =
                Business.context(
                        other.recipient(), other.device(), enrolled.prekey(), Instant.now());

        assertIsRefused(sealed(theirs, "not yours"), Refusal.NOT_FOR_THIS_DEVICE);
    }

    @Test
    void aMessageSignedByAKeyTheBusinessNeverCertifiedIsRefused() {
        PushedMessage forged =
                business.sealed(
                        context(Instant.now()),
                        enrolled.list(),
                        enrolled.prekey(),
                        "forged",
                        SigningKey.generate());

        assertIsRefused(forged, Refusal.BAD_SIGNATURE);
    }

    @Test
    void aMessageSealedToAnUnknownKeyIsAnsweredWithThatKey() {
        XWingPrivateKey unknown = XWingPrivateKey.generate();
        Context context =
                Business.context(recipient, device.id(), unknown.publicKey(), Instant.now());
        PushedMessage message =
                business.sealed(context, enrolled.list(), unknown.publicKey(), "for a lost key");

        assertIsRefused(message, Refusal.UNKNOWN_KEY);
        assertThat(server.answersTo(message.messageId()).getFirst().keyId())
                .isEqualTo(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        KeyId.of(Suite.X_WING, unknown.publicKey())
                                                .bytes()
                                                .toArray()));
    }

    @Test
    void aMessageOutsideItsTimeIsNeitherShownNorAnswered() {
        Instant now = Instant.now();
        PushedMessage tooEarly = sealed(context(now.plus(Duration.ofMinutes(11))), "early");
        PushedMessage tooLate = sealed(context(now.minus(Duration.ofHours(25))), "late");
        server.push(device.id(), List.of(tooEarly, tooLate));
        push(message("in time"));

        assertThat(shown).extracting(RecipientDeviceTest::text).containsExactly("in time");
        assertThat(server.answersTo(tooEarly.messageId())).isEmpty();
        assertThat(device.refusals()).containsEntry(Refusal.OUTSIDE_ITS_TIME, 2L);
    }

    @Test
    void aSenderThatSawAnotherListOfTheSameVersionIsPointedOut() {
        var forked = business.list(recipient, List.of(Business.device(Business.owner())));
        push(business.sealed(context(Instant.now()), forked, enrolled.prekey(), "two histories"));

        assertThat(shown.getFirst().directory()).isEqualTo(View.FORKED);
    }

    @Test
    void theDeviceConnectsAgainWhenItIsDropped() {
        server.drop(device.id());
        Wait.until(() -> server.connections.get() == 2);
        PushedMessage message = message("after the break");
        Wait.until(
                () -> {
                    server.push(device.id(), List.of(message));
                    return !shown.isEmpty();
                });

        assertThat(shown).hasSize(1);
    }

    @Test
    void aServerThatKnowsAnOlderDeviceListIsLeft() {
        var second =
                business.list(
                        recipient,
                        2,
                        enrolled.list().list().hash(),
                        Business.with(
                                enrolled.list().list().devices(),
                                Business.device(Business.owner())),
                        business.gatewayKey);
        device.learn(second);
        server.drop(device.id());

        Wait.until(() -> server.connections.get() >= 3);
        assertThat(shown).isEmpty();
    }

    @Test
    void aReadMessageIsAcknowledgedAsRead() {
        PushedMessage message = push(message("read me"));
        device.markRead(shown.getFirst().context().message());

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void whatIsReadWhileTheDeviceConnectsIsToldWhenItIsReady() {
        PushedMessage message = push(message("read me"));
        server.challenges = new CompletableFuture<>();
        server.drop(device.id());
        Wait.until(() -> server.connections.get() == 2);
        device.markRead(shown.getFirst().context().message());
        server.challenges.complete(null);

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void aPrekeyThatWasRefusedIsOfferedAgainWhileTheDeviceIsOpen() {
        enrolAnother().close();
        server.prekeysToRefuse.set(1);
        try (DeviceFleet later = eightDaysLater();
                RecipientDevice again = RecipientDevice.open(later, folder.resolve("second"))) {
            again.connect(shown::add).join();
            Wait.until(() -> server.offeredPrekeys.size() == 2);
        }

        assertThat(Set.copyOf(server.offeredPrekeys)).hasSize(1);
    }

    @Test
    void aMessageIsMarkedReadAlsoWhenItsTimeIsPastAndItsIdForgotten() {
        RecipientDevice second = enrolAnother();
        second.connect(shown::add).join();
        PushedMessage message = messageTo(server.enrolled(second.id()), "read me later");
        server.push(second.id(), List.of(message));
        Wait.until(() -> !shown.isEmpty());
        second.close();
        try (DeviceFleet later = eightDaysLater();
                RecipientDevice again = RecipientDevice.open(later, folder.resolve("second"))) {
            again.connect(shown::add).join();
            Wait.until(
                    () -> {
                        server.push(again.id(), List.of(message));
                        return again.refusals().containsKey(Refusal.OUTSIDE_ITS_TIME);
                    });
            again.markRead(shown.getFirst().context().message());
            Wait.until(
                    () ->
                            server.answersTo(message.messageId()).stream()
                                    .anyMatch(answer -> answer.kind().equals("READ")));
        }

        assertThat(shown).hasSize(1);
    }

    @Test
    void whatWasShownIsNotShownAgainByTheNextProcess() {
        PushedMessage message = push(message("once"));
        device.close();
        List<OpenedMessage> later = new CopyOnWriteArrayList<>();
        device = RecipientDevice.open(fleet, file());
        device.connect(later::add).join();
        server.push(device.id(), List.of(message));
        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);

        assertThat(later).isEmpty();
    }

    @Test
    void whatTheHandlerCouldNotTakeIsShownToTheNextOne() {
        RecipientDevice second = enrolAnother();
        second.connect(
                        message -> {
                            throw new IllegalStateException("the screen is gone");
                        })
                .join();
        Enrolled other = server.enrolled(second.id());
        server.push(second.id(), List.of(messageTo(other, "not lost")));
        Wait.until(() -> server.answers.size() == 1);
        second.close();

        List<OpenedMessage> later = new CopyOnWriteArrayList<>();
        try (RecipientDevice again = RecipientDevice.open(fleet, folder.resolve("second"))) {
            again.connect(later::add).join();
            Wait.until(() -> later.size() == 1);
        }
        assertThat(text(later.getFirst())).isEqualTo("not lost");
    }

    @Test
    void theStoreIsForItsOwnerOnlyAndForgetsTheTicket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        enrolAnother().close();
        try (DeviceStore store = DeviceStore.open(folder.resolve("second"))) {
            assertThat(store.link()).isEmpty();
        }
    }

    @Test
    void aStoreInUseIsNobodyElses() {
        assertThatThrownBy(() -> RecipientDevice.open(fleet, file()))
                .hasMessage("the device is in use by another process");
    }

    @Test
    void anAnswerThatAnotherKeyVouchesForEnrolsNothing() {
        TicketLink link = new Business().link(recipient, server.origin());

        assertThatThrownBy(() -> RecipientDevice.enrol(fleet, folder.resolve("other"), link))
                .isInstanceOfSatisfying(
                        ChainRefused.class,
                        refused -> assertThat(refused.verdict()).isEqualTo(Chain.UNTRUSTED_SIGNER));
    }

    private void assertIsRefused(PushedMessage message, Refusal why) {
        server.push(device.id(), List.of(message));
        Wait.until(() -> !server.answersTo(message.messageId()).isEmpty());

        assertThat(server.answersTo(message.messageId()).getFirst().kind())
                .isEqualTo("CANNOT_OPEN");
        assertThat(device.refusals()).containsEntry(why, 1L);
        assertThat(shown).isEmpty();
    }

    /** Keeps its devices up all the time, not hourly. */
    private static DeviceFleet eightDaysLater() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
        return new DeviceFleet(1, later, Duration.ofMillis(20));
    }

    private RecipientDevice enrolAnother() {
        return RecipientDevice.enrol(
                fleet,
                folder.resolve("second"),
                business.link(RecipientId.of(Business.bits()), server.origin()));
    }

    /** Pushes and waits until it is shown and answered. */
    private PushedMessage push(PushedMessage message) {
        server.push(device.id(), List.of(message));
        Wait.until(
                () ->
                        shown.stream()
                                        .anyMatch(
                                                opened ->
                                                        opened.context()
                                                                .message()
                                                                .value()
                                                                .equals(message.messageId()))
                                && !server.answersTo(message.messageId()).isEmpty());
        return message;
    }

    private PushedMessage message(String text) {
        return sealed(context(Instant.now()), text);
    }

    private PushedMessage messageTo(Enrolled other, String text) {
        Context context =
                Business.context(other.recipient(), other.device(), other.prekey(), Instant.now());
        return business.sealed(context, other.list(), other.prekey(), text);
    }

    private PushedMessage sealed(Context context, String text) {
        return business.sealed(context, enrolled.list(), enrolled.prekey(), text);
    }

    private Context context(Instant sentAt) {
        return Business.context(recipient, device.id(), enrolled.prekey(), sentAt);
    }

    private Path file() {
        return folder.resolve("phone");
    }

    private static String text(OpenedMessage message) {
        return new String(message.content().toArray(), StandardCharsets.UTF_8);
    }
}
