package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.MovableClock;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Lane;
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
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class SealingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject Scene scene;
    @Inject Tenant tenant;
    @Inject MovableClock clock;
    @Inject EpochKeeper keeper;
    @Inject BulkSealing sealing;
    @Inject Pool pool;
    @Inject SchemaRegistry registry;

    @TestHTTPResource("/")
    @Nullable URI root;

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
    void aDuplicateIsPublishedWithEqualBytes() {
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
    void everyMessageOfABatchGetsItsOwnEnvelopes() {
        RecipientRef other = Scene.recipientOf(owner.business());
        Phone first = scene.enrolled(owner);
        Phone second = scene.enrolled(other);
        VerifyKey gateway = scene.gatewayKey(owner.business());
        ClearedMessage toFirst = tenant.message(owner, "for the first");
        ClearedMessage senderMode = senderMode(tenant.message(owner, "sealed elsewhere"));
        ClearedMessage toNobody = tenant.message(Scene.recipientOf(owner.business()), "for nobody");
        ClearedMessage toSecond = tenant.message(other, "for the second");
        ClearedMessage sameId = withIdOf(toFirst, tenant.message(other, "with the same id"));

        List<MessageStep> steps = sealed(List.of(toFirst, senderMode, toNobody, toSecond, sameId));

        assertThat(content(Tenant.opened(first, sealed(steps.get(0)), gateway)))
                .isEqualTo("for the first");
        assertThat(steps.get(1).getEnded().getReason()).isEqualTo(Reason.NOT_SUPPORTED_YET);
        assertThat(steps.get(2).getEnded().getReason()).isEqualTo(Reason.NO_DEVICE);
        assertThat(content(Tenant.opened(second, sealed(steps.get(3)), gateway)))
                .isEqualTo("for the second");
        assertThat(content(Tenant.opened(second, sealed(steps.get(4)), gateway)))
                .isEqualTo("with the same id");
    }

    /** The steps of one batch, its inputs completed in another order than they were prepared. */
    private List<MessageStep> sealed(List<ClearedMessage> batch) {
        SealingStation station = sealing.station(Uni.createFrom().voidItem());
        List<SealingInput> inputs = batch.stream().map(cleared -> input(station, cleared)).toList();
        var complete = Wait.get(station.prepare(pool, inputs).subscribeAsCompletionStage());
        List<MessageStep> steps =
                inputs.reversed().stream().map(complete).map(i -> step(station, i)).toList();
        return steps.reversed();
    }

    private SealingInput input(SealingStation station, ClearedMessage cleared) {
        byte[] value = scene.encode(ClearedMessage.class, cleared);
        return Scene.value(station.decode(new ConsumerRecord<>("any", 0, 0, "any", value)));
    }

    private MessageStep step(SealingStation station, SealingInput input) {
        SealingOutcome outcome =
                station.decide(SealingStation.None.NONE, input, clock.instant()).outcome();
        byte[] value = station.publish(input, outcome, clock.instant()).getFirst().value();
        return Scene.value(new Codec<>(registry, MessageStep.class).decode(value));
    }

    @Test
    void ofTwoMessagesWithOneIdTheFirstIsSealed() {
        Phone phone = scene.enrolled(owner);
        VerifyKey gateway = scene.gatewayKey(owner.business());
        var session = tenant.session(owner);
        ClearedMessage first = tenant.message(session, owner, "the first");
        ClearedMessage second = withIdOf(first, tenant.message(session, owner, "the second"));
        long reused = deadLetters(DeadLetterReason.ID_REUSED);

        tenant.send(first, second);

        assertThat(content(Tenant.opened(phone, sealed(tenant.step(first)), gateway)))
                .isEqualTo("the first");
        Wait.until(() -> deadLetters(DeadLetterReason.ID_REUSED) == reused + 1);
    }

    @Test
    void theIdOfAMessageIsAnsweredLikeAnUnknownId() throws Exception {
        ClearedMessage message = tenant.message(owner, "not a command");
        tenant.send(message);
        tenant.steps(message, 1);

        assertThat(command(message.getHeader().getMessageId()).statusCode()).isEqualTo(202);
        assertThat(command(scene.newId()).statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> command(UUID id) throws Exception {
        URI uri = Objects.requireNonNull(root).resolve("v1/commands/" + id);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void aBadRecordInTheMiddleOfABatchDelaysNoOther() {
        Phone phone = scene.enrolled(owner);
        ClearedMessage before = tenant.message(owner, "before");
        ClearedMessage after = tenant.message(owner, "after");
        long letters = deadLetters(DeadLetterReason.BAD_FORM);

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
        Wait.until(() -> deadLetters(DeadLetterReason.BAD_FORM) == letters + 1);
    }

    @Test
    void aContentTypeThatIsTooLongIsADeadLetter() {
        ClearedMessage message = tenant.message(owner, "long");
        message.getHeader().setContentType("text/plain;" + "x".repeat(70_000));
        long letters = deadLetters(DeadLetterReason.BAD_FORM);

        tenant.send(message);

        Wait.until(() -> deadLetters(DeadLetterReason.BAD_FORM) == letters + 1);
    }

    @Test
    void anUnknownLaneIsADeadLetter() {
        ClearedMessage message = tenant.message(owner, "no lane");
        message.getHeader().setLane(Lane.UNKNOWN);
        long letters = deadLetters(DeadLetterReason.BAD_FORM);

        tenant.send(message);

        Wait.until(() -> deadLetters(DeadLetterReason.BAD_FORM) == letters + 1);
    }

    @Test
    void withoutADeviceAMessageIsUnsealable() {
        ClearedMessage message = tenant.message(owner, "anybody there?");
        tenant.send(message);

        assertUnsealable(message, Reason.NO_DEVICE);
    }

    @Test
    void aMessageOfAnUnknownEpochIsUnsealable() {
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
    void senderModeIsNotSupportedYet() {
        ClearedMessage message = senderMode(tenant.message(owner, "sealed elsewhere"));
        tenant.send(message);

        assertUnsealable(message, Reason.NOT_SUPPORTED_YET);
    }

    @Test
    void afterItsEpochIsDestroyedOnlyADecidedMessageIsPublished() {
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        var session = tenant.session(owner);
        ClearedMessage recorded = tenant.message(session, owner, "in time");
        ClearedMessage late = tenant.message(session, owner, "too late");
        tenant.send(recorded);
        tenant.steps(recorded, 1);

        clock.move(Duration.ofHours(49));
        keeper.update();
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

    /** Two messages with one id and different digests. */
    private static ClearedMessage withIdOf(ClearedMessage first, ClearedMessage second) {
        second.getHeader().setMessageId(first.getHeader().getMessageId());
        second.getHeader().setRequestDigest(ByteBuffer.wrap(new byte[] {1}));
        return second;
    }

    private static ClearedMessage senderMode(ClearedMessage message) {
        message.getHeader().setMode(Mode.SENDER);
        message.setGateway(null);
        return message;
    }

    private long deadLetters(DeadLetterReason reason) {
        return scene.all(
                        "dead-letters.encryption",
                        DeadLetter.class,
                        letter -> letter.getReason() == reason)
                .size();
    }

    /** The same message with a recipient of a wrong form. */
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
