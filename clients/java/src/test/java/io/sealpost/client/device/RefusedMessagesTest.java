package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What a device does not open, and what it says to it. */
class RefusedMessagesTest extends ConnectedDevice {
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

        assertThat(shown).extracting(ConnectedDevice::text).containsExactly("in time");
        assertThat(server.answersTo(tooEarly.messageId())).isEmpty();
        assertThat(device.refusals()).containsEntry(Refusal.OUTSIDE_ITS_TIME, 2L);
    }

    private void assertIsRefused(PushedMessage message, Refusal why) {
        server.push(device.id(), List.of(message));
        Wait.until(() -> !server.answersTo(message.messageId()).isEmpty());

        assertThat(server.answersTo(message.messageId()).getFirst().kind())
                .isEqualTo("CANNOT_OPEN");
        assertThat(device.refusals()).containsEntry(why, 1L);
        assertThat(shown).isEmpty();
    }
}
