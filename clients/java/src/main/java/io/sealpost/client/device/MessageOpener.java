package io.sealpost.client.device;

import io.sealpost.client.device.PushResult.Ignored;
import io.sealpost.client.device.PushResult.Opened;
import io.sealpost.client.device.PushResult.Refused;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.DeviceOpener;
import io.sealpost.seal.message.Direction;
import io.sealpost.seal.message.OpeningResult;
import io.sealpost.seal.message.OpeningResult.CannotOpen;
import java.time.Instant;
import java.util.Optional;

/**
 * Opens and verifies pushed messages (docs/sealing.md, Envelope: the checks and their order).
 * Accesses no store. Thread-safe.
 */
record MessageOpener(DeviceIdentity identity, Prekeys prekeys) {

    PushResult open(PushedMessage pushed, VerifiedDirectory directory, Instant now) {
        Optional<Context> stated = pushed.context();
        if (stated.isEmpty()) {
            return new Ignored(MessageRefusal.MALFORMED);
        }
        Context context = stated.get();
        if (!context.isOpenAt(now)) {
            return new Ignored(MessageRefusal.OUTSIDE_ITS_TIME);
        }
        return isForThisDevice(context)
                ? open(context, pushed.sealed(), directory, now)
                : refused(context, pushed.sealed(), MessageRefusal.NOT_FOR_THIS_DEVICE);
    }

    private boolean isForThisDevice(Context context) {
        return context.business().equals(identity.business())
                && context.recipient().equals(identity.recipient())
                && context.device().equals(identity.device())
                && context.direction() == Direction.TO_RECIPIENT;
    }

    private PushResult open(
            Context context, byte[] sealed, VerifiedDirectory directory, Instant now) {
        if (!context.message().sentAt().equals(context.sentAt())) {
            return refused(context, sealed, MessageRefusal.WRONG_TIME);
        }
        return prekeys.opener(context.key())
                .map(opener -> open(opener, context, sealed, directory, now))
                .orElseGet(() -> refused(context, sealed, MessageRefusal.UNKNOWN_KEY));
    }

    /** A business has more than one entitled key only while a gateway key is being replaced. */
    private static PushResult open(
            DeviceOpener opener,
            Context context,
            byte[] sealed,
            VerifiedDirectory directory,
            Instant now) {
        for (VerifyKey sender : directory.senders(context.mode())) {
            switch (opener.open(context, sealed, sender, now)) {
                case OpeningResult.Opened opened -> {
                    return new Opened(context, Sha256.of(sealed), opened.body());
                }
                case CannotOpen(OpeningResult.Reason reason) -> {
                    if (reason != OpeningResult.Reason.BAD_SIGNATURE) {
                        return refused(context, sealed, MessageRefusal.UNDECRYPTABLE);
                    }
                }
            }
        }
        return refused(context, sealed, MessageRefusal.BAD_SIGNATURE);
    }

    private static PushResult refused(Context context, byte[] sealed, MessageRefusal reason) {
        return new Refused(context.message(), Sha256.of(sealed), context.key(), reason);
    }
}
