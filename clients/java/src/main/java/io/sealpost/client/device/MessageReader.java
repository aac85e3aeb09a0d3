package io.sealpost.client.device;

import io.sealpost.client.device.Reading.Ignored;
import io.sealpost.client.device.Reading.Opened;
import io.sealpost.client.device.Reading.Refused;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.DeviceOpener;
import io.sealpost.seal.message.Direction;
import io.sealpost.seal.message.OpeningResult;
import io.sealpost.seal.message.OpeningResult.CannotOpen;
import java.time.Instant;
import java.util.Optional;

/** Opens and verifies pushed messages; touches no store. */
record MessageReader(Owner owner, Prekeys prekeys) {

    Reading read(PushedMessage pushed, Directory directory, Instant now) {
        Optional<Context> bound = pushed.context();
        if (bound.isEmpty()) {
            return new Ignored(Refusal.MALFORMED);
        }
        Context context = bound.get();
        if (!context.isOpenAt(now)) {
            return new Ignored(Refusal.OUTSIDE_ITS_TIME);
        }
        return isForThisDevice(context)
                ? open(context, pushed.sealed(), directory, now)
                : refused(context, pushed.sealed(), Refusal.NOT_FOR_THIS_DEVICE);
    }

    private boolean isForThisDevice(Context context) {
        return context.business().equals(owner.business())
                && context.recipient().equals(owner.recipient())
                && context.device().equals(owner.device())
                && context.direction() == Direction.TO_RECIPIENT;
    }

    private Reading open(Context context, byte[] sealed, Directory directory, Instant now) {
        if (!context.message().sentAt().equals(context.sentAt())) {
            return refused(context, sealed, Refusal.WRONG_TIME);
        }
        return prekeys.opener(context.key())
                .map(opener -> open(opener, context, sealed, directory, now))
                .orElseGet(() -> refused(context, sealed, Refusal.UNKNOWN_KEY));
    }

    /** More than one sender is entitled only while a gateway key is being replaced. */
    private static Reading open(
            DeviceOpener opener, Context context, byte[] sealed, Directory directory, Instant now) {
        for (VerifyKey sender : directory.senders(context.mode())) {
            switch (opener.open(context, sealed, sender, now)) {
                case OpeningResult.Opened opened -> {
                    return new Opened(context, Sha256.of(sealed), opened.body());
                }
                case CannotOpen(OpeningResult.Reason reason) -> {
                    if (reason != OpeningResult.Reason.BAD_SIGNATURE) {
                        return refused(context, sealed, Refusal.UNDECRYPTABLE);
                    }
                }
            }
        }
        return refused(context, sealed, Refusal.BAD_SIGNATURE);
    }

    private static Reading refused(Context context, byte[] sealed, Refusal why) {
        return new Refused(context.message(), Sha256.of(sealed), context.key(), why);
    }
}
