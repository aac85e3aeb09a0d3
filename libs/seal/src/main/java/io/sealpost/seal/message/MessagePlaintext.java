package io.sealpost.seal.message;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The plaintext that HPKE seals: padding(body ‖ signature). The signature is over label ‖ context ‖
 * body.
 */
record MessagePlaintext(byte[] body, byte[] signature) {
    static MessagePlaintext signed(byte[] context, byte[] body, SigningKey signer) {
        return new MessagePlaintext(body, signer.sign(signatureInput(context, body)));
    }

    static byte[] signatureInput(byte[] context, byte[] body) {
        return Canonical.labelled("sealpost/message/v1").raw(context).raw(body).toArray();
    }

    static Optional<MessagePlaintext> parse(byte[] padded) {
        return Padding.unpad(padded)
                .filter(payload -> payload.length >= VerifyKey.SIGNATURE_SIZE)
                .map(MessagePlaintext::split);
    }

    byte[] padded() {
        return Padding.pad(Canonical.unlabelled().raw(body).raw(signature).toArray());
    }

    boolean isSignedBy(VerifyKey sender, byte[] context) {
        return sender.verify(signatureInput(context, body), signature);
    }

    private static MessagePlaintext split(byte[] payload) {
        int end = payload.length - VerifyKey.SIGNATURE_SIZE;
        return new MessagePlaintext(
                Arrays.copyOf(payload, end), Arrays.copyOfRange(payload, end, payload.length));
    }
}
