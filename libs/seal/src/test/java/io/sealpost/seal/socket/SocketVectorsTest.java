package io.sealpost.seal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketVectorsTest {
    private final JsonObject vectors = Vectors.read("socket.json").getAsJsonObject();
    private final SigningKey identity = Vectors.signingKey(vectors, "identitySeed");
    private final JsonObject helloVector = vectors.getAsJsonObject("hello");
    private final JsonObject ackVector = vectors.getAsJsonObject("acknowledgement");

    @Test
    void aChallengeResponseIsAsPublished() {
        ChallengeResponse hello = hello(Vectors.text(helloVector, "origin"), nonce());
        assertThat(hello.signatureInput()).isEqualTo(Vectors.hex(helloVector, "signatureInput"));
        assertThat(hello.sign(identity).toArray()).isEqualTo(Vectors.hex(helloVector, "signature"));
    }

    @Test
    void aChallengeResponseIsValidForOneOriginAndOneChallenge() {
        byte[] signature = Vectors.hex(helloVector, "signature");
        String origin = Vectors.text(helloVector, "origin");
        Bytes otherNonce = Bytes.of(new byte[ChallengeResponse.NONCE_SIZE]);
        assertThat(isGood(hello(origin, nonce()), signature)).isTrue();
        assertThat(isGood(hello("https://evil.example", nonce()), signature)).isFalse();
        assertThat(isGood(hello(origin, otherNonce), signature)).isFalse();
        ChallengeResponse emptyNonce = hello(origin, Bytes.of());
        assertThat(isGood(emptyNonce, emptyNonce.sign(identity).toArray())).isFalse();
    }

    @Test
    void anAcknowledgementIsAsPublished() {
        Acknowledgement ack = acknowledgement(receipts());
        assertThat(ack.signatureInput()).isEqualTo(Vectors.hex(ackVector, "signatureInput"));
        byte[] signature = Vectors.hex(ackVector, "signature");
        assertThat(ack.sign(identity).toArray()).isEqualTo(signature);
        assertThat(ack.isSignedBy(identity.verifyKey(), signature)).isTrue();
        Acknowledgement fewer = acknowledgement(receipts().subList(0, 1));
        assertThat(fewer.isSignedBy(identity.verifyKey(), signature)).isFalse();
    }

    @Test
    void aFrameHasOneTo500Receipts() {
        Receipt one = receipts().getFirst();
        assertThat(acknowledgement(Collections.nCopies(500, one)).receipts()).hasSize(500);
        assertThatThrownBy(() -> acknowledgement(Collections.nCopies(501, one)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> acknowledgement(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean isGood(ChallengeResponse hello, byte[] signature) {
        return hello.isSignedBy(identity.verifyKey(), signature);
    }

    private Bytes nonce() {
        return Bytes.of(Vectors.hex(helloVector, "nonce"));
    }

    private ChallengeResponse hello(String origin, Bytes nonce) {
        return new ChallengeResponse(
                origin,
                Vectors.business(helloVector),
                Vectors.recipient(helloVector),
                Vectors.device(helloVector),
                nonce);
    }

    private Acknowledgement acknowledgement(List<Receipt> receipts) {
        return new Acknowledgement(
                Vectors.device(ackVector),
                Vectors.time(ackVector, "at"),
                Vectors.number(ackVector, "listVersion"),
                receipts);
    }

    private List<Receipt> receipts() {
        return Vectors.list(ackVector.get("receipts")).stream()
                .map(
                        receipt ->
                                new Receipt(
                                        new MessageId(Vectors.uuid(receipt, "message")),
                                        Sha256.from(Vectors.hex(receipt, "envelope")),
                                        ReceiptKind.valueOf(Vectors.text(receipt, "kind"))))
                .toList();
    }
}
