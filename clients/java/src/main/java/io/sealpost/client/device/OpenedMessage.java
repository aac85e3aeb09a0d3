package io.sealpost.client.device;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.message.Context;
import java.time.Instant;

/**
 * A message this device opened and verified.
 *
 * @param context what it was sealed under: ids, purpose, category, times
 * @param envelopeHash H(envelope), as acknowledgements name it
 * @param directory how the sender's device list compares with this device's
 * @param log how the sender's checkpoint of the audit log compares with the newest seen
 */
public record OpenedMessage(
        Context context,
        Sha256 envelopeHash,
        Bytes content,
        View directory,
        View log,
        Instant openedAt) {

    /** What the sender saw, against what this device knows. */
    public enum View {
        SAME,
        OLDER,
        NEWER,
        /** The same version with other content: somebody shows two histories. Warn the person. */
        FORKED
    }
}
