package io.sealpost.client.device;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.message.Context;
import java.time.Instant;

/**
 * A message that this device opened and verified.
 *
 * @param context what it was sealed under: ids, purpose, category, times
 * @param envelopeHash SHA-256 of the envelope, as acknowledgements state it
 * @param directory how the sender's device list compares with this device's
 * @param log how the sender's checkpoint of the audit log compares with the newest one seen
 */
public record OpenedMessage(
        Context context,
        Sha256 envelopeHash,
        Bytes content,
        Comparison directory,
        Comparison log,
        Instant openedAt) {

    /** The version that the sender saw, compared with the version that this device knows. */
    public enum Comparison {
        SAME,
        OLDER,
        NEWER,
        /** The same version with other content: somebody shows two histories. Warn the person. */
        FORKED;

        /** Of versions that only rise; hashes are compared where the versions are equal. */
        static Comparison of(long version, Sha256 hash, long known, Sha256 knownHash) {
            if (version != known) {
                return version < known ? OLDER : NEWER;
            }
            return hash.equals(knownHash) ? SAME : FORKED;
        }
    }
}
