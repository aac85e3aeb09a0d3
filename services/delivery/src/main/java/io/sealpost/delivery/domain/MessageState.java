package io.sealpost.delivery.domain;

import io.sealpost.seal.id.DeviceId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one message.
 *
 * @param facts null while nothing is known: {@link Stage#NEW}
 * @param devices how many it was sealed to
 * @param sealedTo those devices; empty where an older release stored the message
 * @param unable how many of them cannot open it
 * @param stored whether it has a row
 * @param withdrawals the recipient's, loaded for a new message only
 */
public record MessageState(
        Stage stage,
        @Nullable Facts facts,
        int devices,
        Set<DeviceId> sealedTo,
        int unable,
        boolean stored,
        List<Withdrawal> withdrawals) {

    /** Nothing is known of the message; these withdrawals are of its recipient. */
    public static MessageState unknown(List<Withdrawal> withdrawals) {
        return new MessageState(Stage.NEW, null, 0, Set.of(), 0, false, withdrawals);
    }

    /** Known since an earlier batch. */
    public static MessageState known(
            Stage stage, Facts facts, int devices, Set<DeviceId> sealedTo, int unable) {
        return new MessageState(stage, facts, devices, sealedTo, unable, true, List.of());
    }

    static MessageState first(Stage stage, Facts facts, Set<DeviceId> sealedTo) {
        return new MessageState(stage, facts, sealedTo.size(), sealedTo, 0, false, List.of());
    }

    /** The facts of a message that is not new. */
    public Facts knownFacts() {
        return Objects.requireNonNull(facts, "a stage after NEW has facts");
    }

    /** Whether the device may have it. */
    boolean wasSealedTo(DeviceId device) {
        return sealedTo.isEmpty() || sealedTo.contains(device);
    }

    MessageState at(Stage next) {
        return new MessageState(next, facts, devices, sealedTo, unable, stored, withdrawals);
    }

    MessageState oneMoreUnable() {
        return new MessageState(stage, facts, devices, sealedTo, unable + 1, stored, withdrawals);
    }
}
