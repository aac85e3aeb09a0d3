package io.sealpost.delivery.domain;

import io.sealpost.seal.id.DeviceId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What delivery knows of one message.
 *
 * @param attributes null for {@link MessageStatus#NEW}
 * @param sealedTo the devices that it was sealed to; empty where it ended before
 * @param cannotOpen how many of them answered that they cannot open it
 * @param stored whether it has a row
 * @param withdrawals those of the recipient; loaded for a new message only
 */
public record MessageState(
        MessageStatus status,
        @Nullable MessageAttributes attributes,
        Set<DeviceId> sealedTo,
        int cannotOpen,
        boolean stored,
        List<Withdrawal> withdrawals) {

    /** The state of a message that delivery does not know yet. */
    public static MessageState unknown(List<Withdrawal> withdrawals) {
        return new MessageState(MessageStatus.NEW, null, Set.of(), 0, false, withdrawals);
    }

    /** The state that a row holds. */
    public static MessageState known(
            MessageStatus status,
            MessageAttributes attributes,
            Set<DeviceId> sealedTo,
            int cannotOpen) {
        return new MessageState(status, attributes, sealedTo, cannotOpen, true, List.of());
    }

    static MessageState first(
            MessageStatus status, MessageAttributes attributes, Set<DeviceId> sealedTo) {
        return new MessageState(status, attributes, sealedTo, 0, false, List.of());
    }

    /** The attributes of a message that is not new. */
    public MessageAttributes knownAttributes() {
        return Objects.requireNonNull(attributes, "every status after NEW has attributes");
    }

    boolean wasSealedTo(DeviceId device) {
        return sealedTo.contains(device);
    }

    MessageState at(MessageStatus next) {
        return new MessageState(next, attributes, sealedTo, cannotOpen, stored, withdrawals);
    }

    MessageState withOneMoreThatCannotOpen() {
        return new MessageState(status, attributes, sealedTo, cannotOpen + 1, stored, withdrawals);
    }

    boolean canNoDeviceOpen() {
        return cannotOpen >= sealedTo.size();
    }
}
