package io.sealpost.seal.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealpost.seal.Base32;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Vectors;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdVectorsTest {
    private final JsonObject ids = Vectors.read("ids.json").getAsJsonObject();
    private final RequestId request = new RequestId(Vectors.uuid(ids, "request"));
    private final MessageId message = Ids.messageId(Vectors.business(ids), request);

    @Test
    void base32IsAsPublished() {
        for (JsonObject vector : Vectors.list(ids.get("base32"))) {
            String text = Base32.encode(Vectors.hex(vector, "bytes"));
            assertThat(text).isEqualTo(Vectors.text(vector, "text"));
            assertThat(Base32.isValid(text, 0)).isTrue();
        }
    }

    @Test
    void aMessageIdIsAsPublished() {
        assertThat(message).hasToString(Vectors.text(ids, "messageId"));
        assertThat(message.sentAt())
                .isEqualTo(request.sentAt())
                .isEqualTo(Vectors.time(ids, "sentAt"));
    }

    @Test
    void commandStepTimerAndEnrolmentIdsAreAsPublished() {
        assertThat(Ids.commandId(Vectors.business(ids), request.value()))
                .isEqualTo(Vectors.uuid(ids, "commandId"));
        for (JsonObject step : Vectors.list(ids.get("stepIds"))) {
            String device = Vectors.textOrNull(step, "device");
            DeviceId about = device == null ? null : new DeviceId(device);
            assertThat(Ids.stepId(message, Vectors.text(step, "kind"), about))
                    .isEqualTo(Vectors.uuid(step, "id"));
        }
        JsonObject timer = ids.getAsJsonObject("timerId");
        assertThat(Ids.timerId(message, Vectors.text(timer, "kind"), Vectors.time(timer, "due")))
                .isEqualTo(Vectors.uuid(timer, "id"));
        JsonObject enrolment = ids.getAsJsonObject("enrolmentId");
        TicketId ticket = new TicketId(Vectors.text(ids, "ticket"));
        Instant at = Vectors.time(enrolment, "at");
        assertThat(Ids.enrolmentId(ticket, Vectors.device(ids), at))
                .isEqualTo(Vectors.uuid(enrolment, "id"));
    }

    @Test
    void aRecipientIdIsAsPublished() {
        JsonObject vector = ids.getAsJsonObject("recipientId");
        RecipientId recipient =
                Ids.recipientId(
                        Secret.of(Vectors.hex(vector, "key")),
                        Vectors.business(ids),
                        Vectors.number(vector, "generation"),
                        Vectors.text(vector, "kind"),
                        Vectors.text(vector, "address"));
        assertThat(recipient).hasToString(Vectors.text(vector, "id"));
    }

    @Test
    void requestDigestsAreAsPublished() {
        for (JsonObject vector : Vectors.list(Vectors.read("request-digests.json"))) {
            RequestFields fields = fields(vector.getAsJsonObject("fields"));
            assertThat(fields.digest().bytes()).isEqualTo(Bytes.of(Vectors.hex(vector, "digest")));
        }
    }

    private static RequestFields fields(JsonObject json) {
        return new RequestFields(
                Mode.valueOf(Vectors.text(json, "mode")),
                Vectors.text(json, "business"),
                Vectors.uuid(json, "requestId"),
                Vectors.text(json, "recipient"),
                Vectors.text(json, "purpose"),
                Category.valueOf(Vectors.text(json, "category")),
                Channel.valueOf(Vectors.text(json, "channel")),
                Vectors.textOrNull(json, "templateId"),
                Vectors.numberOrNull(json, "templateVersion"),
                Vectors.text(json, "contentType"),
                Vectors.timeOrNull(json, "notBefore"),
                Vectors.time(json, "expiresAt"),
                Vectors.hexOrNull(json, "identityKeyHash"),
                json.get("supersedes").isJsonNull() ? null : Vectors.uuid(json, "supersedes"));
    }
}
