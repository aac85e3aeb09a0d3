package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.MovableClock;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.Sealed;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.message.OpeningResult;
import io.sealpost.seal.message.OpeningResult.Opened;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class SealingTest {
    @Inject Scene scene;
    @Inject Tenant tenant;
    @Inject MovableClock clock;
    @Inject EpochKeeper keeper;

    private RecipientRef owner;

    @BeforeEach
    void aRecipientOfANewBusiness() {
        owner = Scene.recipientOf(scene.business());
    }

    @Test
    void everyDeviceOpensExactlyWhatWasSent() {
        Phone phone = scene.enrolled(owner);
        Phone tablet = scene.enrolled(owner);
        VerifyKey gateway = scene.gatewayKey(owner.business());

        ClearedMessage message = tenant.message(owner, "your parcel is here");
        tenant.send(message);

        Sealed sealed = sealed(tenant.step(message));
        assertThat(sealed.getEnvelopes()).hasSize(2);
        assertThat(content(Tenant.opened(phone, sealed, gateway))).isEqualTo("your parcel is here");
        assertThat(content(Tenant.opened(tablet, sealed, gateway)))
                .isEqualTo("your parcel is here");
    }

    @Test
    void theBodyNamesTheListThatWasSealedTo() {
        Phone phone = scene.enrolled(owner);
        DeviceList list = scene.lists(owner).getLast();

        ClearedMessage message = tenant.message(owner, "hello");
        tenant.send(message);

        Sealed sealed = sealed(tenant.step(message));
        Opened opened = (Opened) Tenant.opened(phone, sealed, scene.gatewayKey(owner.business()));
        assertThat(opened.body().listVersion()).isEqualTo(list.getVersion());
        assertThat(sealed.getDeviceListVersion()).isEqualTo(list.getVersion());
        assertThat(Scene.array(sealed.getDeviceListHash()))
                .isEqualTo(opened.body().listHash().toArray());
    }

    @Test
    void aDuplicateIsToldWithEqualBytes() {
        Phone phone = scene.enrolled(owner);
        ClearedMessage message = tenant.message(owner, "once");
        tenant.send(message);
        tenant.steps(message, 1);

        tenant.send(message);

        var steps = tenant.steps(message, 2);
        assertThat(steps.getLast().value()).isEqualTo(steps.getFirst().value());
        assertThat(phone.owner()).isEqualTo(owner);
    }

    @Test
    void poisonInTheMiddleOfABatchHoldsUpNobody() {
        Phone phone = scene.enrolled(owner);
        ClearedMessage before = tenant.message(owner, "before");
        ClearedMessage after = tenant.message(owner, "after");
        long letters = badForms();

        scene.send(
                "cleared-messages.bulk",
                owner.recipient().value(),
                scene.encode(ClearedMessage.class, before),
                spoiled(after),
                scene.encode(ClearedMessage.class, after));

        VerifyKey gateway = scene.gatewayKey(owner.business());
        assertThat(content(Tenant.opened(phone, sealed(tenant.step(before)), gateway)))
                .isEqualTo("before");
        assertThat(content(Tenant.opened(phone, sealed(tenant.step(after)), gateway)))
                .isEqualTo("after");
        Wait.until(() -> badForms() == letters + 1);
    }

    @Test
    void aTextNoContextCanHoldIsADeadLetter() {
        ClearedMessage message = tenant.message(owner, "long");
        message.getHeader().setContentType("text/plain;" + "x".repeat(70_000));
        long letters = badForms();

        tenant.send(message);

        Wait.until(() -> badForms() == letters + 1);
    }

    @Test
    void withoutADeviceAMessageIsUnsealable() {
        ClearedMessage message = tenant.message(owner, "anybody there?");
        tenant.send(message);

        assertUnsealable(message, Reason.NO_DEVICE);
    }

    @Test
    void aMessageOfAnEpochThatNeverWasIsUnsealable() {
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        ClearedMessage message = tenant.message(owner, "lost");
        message.getGateway().setEpoch("e_aaaaaaaaaaaaaaaaaaaaaaaaaa");
        tenant.send(message);

        assertUnsealable(message, Reason.EPOCH_UNKNOWN);
    }

    @Test
    void aChangedSessionEnvelopeDoesNotOpen() {
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        ClearedMessage message = tenant.message(owner, "changed");
        message.getGateway().setSessionEnvelope(ByteBuffer.allocate(1_168));
        tenant.send(message);

        assertUnsealable(message, Reason.SESSION_UNOPENABLE);
    }

    @Test
    void contentMovedToAnotherMessageDoesNotOpen() {
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        ClearedMessage message = tenant.message(owner, "mine");
        message.getHeader().setPurpose("other");
        tenant.send(message);

        assertUnsealable(message, Reason.CONTENT_UNOPENABLE);
    }

    @Test
    void whatTheSenderSealedIsNotSupportedYet() {
        ClearedMessage message = tenant.message(owner, "sealed elsewhere");
        message.getHeader().setMode(Mode.SENDER);
        message.setGateway(null);
        tenant.send(message);

        assertUnsealable(message, Reason.NOT_SUPPORTED_YET);
    }

    @Test
    void afterItsEpochIsDestroyedOnlyWhatIsRecordedIsStillTold() {
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        var session = tenant.session(owner);
        ClearedMessage recorded = tenant.message(session, owner, "in time");
        ClearedMessage late = tenant.message(session, owner, "too late");
        tenant.send(recorded);
        tenant.steps(recorded, 1);

        clock.move(Duration.ofHours(49));
        keeper.keep();
        tenant.send(recorded, late);

        assertUnsealable(late, Reason.EPOCH_DESTROYED);
        var steps = tenant.steps(recorded, 2);
        assertThat(steps.getLast().value()).isEqualTo(steps.getFirst().value());
    }

    private void assertUnsealable(ClearedMessage message, Reason reason) {
        MessageStep step = tenant.step(message);
        assertThat(step.getKind()).isEqualTo(StepKind.UNSEALABLE);
        assertThat(step.getEnded().getReason()).isEqualTo(reason);
        assertThat(step.getEnded().getStages().getSealedAt()).isEqualTo(step.getAt());
    }

    private long badForms() {
        return scene.all(
                        "dead-letters.encryption",
                        DeadLetter.class,
                        letter -> letter.getReason() == DeadLetterReason.BAD_FORM)
                .size();
    }

    /** The same message with a recipient that is none. */
    private byte[] spoiled(ClearedMessage message) {
        String recipient = message.getHeader().getRecipient();
        message.getHeader().setRecipient("somebody");
        byte[] bad = scene.encode(ClearedMessage.class, message);
        message.getHeader().setRecipient(recipient);
        return bad;
    }

    private static Sealed sealed(MessageStep step) {
        assertThat(step.getKind()).isEqualTo(StepKind.SEALED);
        return Objects.requireNonNull(step.getSealed());
    }

    private static String content(OpeningResult opening) {
        Bytes content = ((Opened) opening).body().content();
        return new String(content.toArray(), StandardCharsets.UTF_8);
    }
}
