package io.sealpost.seal.socket;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.time.Instant;
import java.util.List;

/** The receipts of one frame under one signature: 1 to 500, with the device's time. */
public record Acknowledgement(
        DeviceId device, Instant at, long listVersion, List<Receipt> receipts) {
    public static final int MAX_RECEIPTS = 500;

    /**
     * The receipt of one message. It contains the hash of the envelope, so it is for these bytes
     * only.
     */
    public record Receipt(MessageId message, Sha256 envelope, ReceiptKind kind) {}

    public Acknowledgement {
        receipts = List.copyOf(receipts);
        if (receipts.isEmpty() || receipts.size() > MAX_RECEIPTS) {
            throw new IllegalArgumentException("an acknowledgement has 1 to 500 receipts");
        }
    }

    public byte[] signatureInput() {
        Canonical input =
                Canonical.labelled("sealpost/ack/v1")
                        .text(device.value())
                        .time(at)
                        .number(listVersion)
                        .count(receipts.size());
        receipts.forEach(
                receipt ->
                        input.uuid(receipt.message().value())
                                .hash(receipt.envelope())
                                .symbol(receipt.kind()));
        return input.toArray();
    }

    public Bytes sign(SigningKey identityKey) {
        return Bytes.owned(identityKey.sign(signatureInput()));
    }

    public boolean isSignedBy(VerifyKey identityKey, byte[] signature) {
        return identityKey.verify(signatureInput(), signature);
    }
}
