package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Suite;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.Context;
import io.sealpost.testing.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which messages a device refuses, and how it answers them. */
class RefusedMessagesTest extends ConnectedDevice {
    @Test
    void anEnvelopeMovedToAnotherMessageIsRefused() {
        PushedMessage other = message("for another message");
        PushedMessage moved =
                TestBusiness.pushed(context(Instant.now().plusMillis(5)), other.sealed());

        assertIsRefused(moved, MessageRefusal.UNDECRYPTABLE);
    }

    @Test
    void anEnvelopeOfAnotherRecipientIsRefused() {
        DeviceIdentity other = TestBusiness.identity();
        Context theirs =
                TestBusiness.context(
                        other.recipient(), other.device(), enrolled.prekey(), Instant.now());

        assertIsRefused(sealed(theirs, "not yours"), MessageRefusal.NOT_FOR_THIS_DEVICE);
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

        assertIsRefused(forged, MessageRefusal.BAD_SIGNATURE);
    }

    @Test
    void aMessageSealedToAnUnknownKeyIsAnsweredWithThatKey() {
        XWingPrivateKey unknown = XWingPrivateKey.generate();
        Context context =
                TestBusiness.context(recipient, device.id(), unknown.publicKey(), Instant.now());
        PushedMessage message =
                business.sealed(context, enrolled.list(), unknown.publicKey(), "for a lost key");

        assertIsRefused(message, MessageRefusal.UNKNOWN_KEY);
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

        assertThat(shown).extracting(ConnectedDevice::text).containsExactly("in time");
        assertThat(server.answersTo(tooEarly.messageId())).isEmpty();
        assertThat(device.refusals()).containsEntry(MessageRefusal.OUTSIDE_ITS_TIME, 2L);
    }

    @Test
    void messagesWithoutAFieldAreIgnoredAndTheNextOneIsShown() {
        List<String> fields =
                List.of(
                        "messageId",
                        "suite",
                        "mode",
                        "direction",
                        "business",
                        "recipient",
                        "device",
                        "keyId",
                        "purpose",
                        "category",
                        "contentType",
                        "sealed");
        server.push(device.id(), fields.stream().map(field -> json("x").without(field)).toList());

        assertOnlyTheNextOneIsShown(fields.size());
    }

    @Test
    void messagesWithAnInvalidFieldAreIgnoredAndTheNextOneIsShown() {
        server.push(
                device.id(),
                List.of(
                        json("x").put("contentType", "text"),
                        json("x").put("templateId", "no template"),
                        json("x").put("mode", "NO_MODE"),
                        json("x").put("keyId", "AAAA")));

        assertOnlyTheNextOneIsShown(4);
    }

    private void assertOnlyTheNextOneIsShown(long malformed) {
        push(message("the next one"));

        assertThat(shown).extracting(ConnectedDevice::text).containsExactly("the next one");
        assertThat(device.refusals()).containsEntry(MessageRefusal.MALFORMED, malformed);
    }

    private ObjectNode json(String text) {
        return ApiClient.JSON.valueToTree(message(text));
    }

    private void assertIsRefused(PushedMessage message, MessageRefusal reason) {
        server.push(device.id(), List.of(message));
        Wait.until(() -> !server.answersTo(message.messageId()).isEmpty());

        assertThat(server.answersTo(message.messageId()).getFirst().kind())
                .isEqualTo("CANNOT_OPEN");
        assertThat(device.refusals()).containsEntry(reason, 1L);
        assertThat(shown).isEmpty();
    }
}
