package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StageTimes;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The step of a message that ended before delivery, and where it is published. */
class EndedStepTest {
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final UUID REQUEST = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final MessageId MESSAGE = Ids.messageId(new BusinessId("acme"), REQUEST);
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final StageTimes STAGES =
            StageTimes.newBuilder().setIngestedAt(AT.minusMillis(5)).setConsentAt(AT).build();

    @Test
    void theStepStatesWhoseMessageEndedAndWhy() {
        MessageStep step = ended(RECIPIENT, Lane.URGENT).step();

        assertThat(step.getStepId()).isEqualTo(Ids.stepId(MESSAGE, "REFUSED", null));
        assertThat(step.getKind()).isEqualTo(StepKind.REFUSED);
        assertThat(step.getAt()).isEqualTo(AT);
        assertThat(step.getEnded())
                .isEqualTo(
                        new Ended(
                                MESSAGE.value(),
                                REQUEST,
                                "acme",
                                RECIPIENT,
                                io.sealpost.schemas.Mode.GATEWAY,
                                io.sealpost.schemas.Lane.URGENT,
                                Reason.NO_CONSENT,
                                STAGES));
    }

    @Test
    void aHeaderGivesTheSameStepAsItsFields() {
        assertThat(EndedStep.of(StepKind.REFUSED, header(), Reason.NO_CONSENT, STAGES, AT))
                .isEqualTo(ended(RECIPIENT, Lane.URGENT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Lane.class,
            names = {"URGENT", "BULK"})
    void theRecordIsOnItsLanesTopicWithTheRecipientAsKey(Lane lane) {
        EndedStep ended = ended(RECIPIENT, lane);

        assertThat(ended.topic()).isEqualTo(Catalogue.get().lanes("message-steps").of(lane).name());
        assertThat(ended.key()).isEqualTo(RECIPIENT);
    }

    @Test
    void withoutARecipientTheKeyIsTheMessageId() {
        assertThat(ended(null, Lane.BULK).key()).isEqualTo(MESSAGE.toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REJECTED", "REFUSED", "UNSEALABLE"})
    void noOtherKindEndsAMessageBeforeDelivery(StepKind kind) {
        assertThatThrownBy(() -> EndedStep.of(kind, header(), Reason.NO_CONSENT, STAGES, AT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EndedStep ended(@Nullable String recipient, Lane lane) {
        return new EndedStep(
                StepKind.REFUSED,
                MESSAGE,
                REQUEST,
                "acme",
                recipient,
                Mode.GATEWAY,
                lane,
                Reason.NO_CONSENT,
                STAGES,
                AT);
    }

    private static MessageHeader header() {
        return MessageHeader.newBuilder()
                .setMessageId(MESSAGE.value())
                .setRequestId(REQUEST)
                .setRequestDigest(ByteBuffer.allocate(32))
                .setBusiness("acme")
                .setRecipient(RECIPIENT)
                .setMode(io.sealpost.schemas.Mode.GATEWAY)
                .setLane(io.sealpost.schemas.Lane.URGENT)
                .setPurpose("offers")
                .setCategory(Category.AUTHENTICATION)
                .setChannel(Channel.SEALPOST)
                .setContentType("text/plain")
                .setSentAt(AT)
                .setExpiresAt(AT.plusSeconds(60))
                .build();
    }
}
