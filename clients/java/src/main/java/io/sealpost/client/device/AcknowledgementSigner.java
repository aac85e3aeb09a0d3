package io.sealpost.client.device;

import io.sealpost.client.device.DeviceFrame.AckFrame;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.socket.Acknowledgement;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes acknowledgement frames, each with one signature by the device's identity key
 * (docs/sealing.md, Acknowledgement). Thread-safe.
 */
record AcknowledgementSigner(DeviceIdentity identity, CurrentDirectory directory, Clock clock) {

    /**
     * The frame for 1 to 500 receipts.
     *
     * @param missingKeys for each CANNOT_OPEN receipt, the id of the key that the message was
     *     sealed to
     */
    AckFrame sign(List<Receipt> receipts, Map<MessageId, byte[]> missingKeys) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        long version = directory.listVersion();
        Acknowledgement acknowledgement =
                new Acknowledgement(identity.device(), now, version, receipts);
        return new AckFrame(
                now.toEpochMilli(),
                version,
                receipts.stream().map(receipt -> entry(receipt, missingKeys)).toList(),
                acknowledgement.sign(identity.key()).toArray());
    }

    private static AckFrame.Entry entry(Receipt receipt, Map<MessageId, byte[]> missingKeys) {
        return new AckFrame.Entry(
                receipt.message().value(),
                receipt.envelope().toArray(),
                receipt.kind().name(),
                missingKeys.get(receipt.message()));
    }
}
