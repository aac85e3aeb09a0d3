package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.MessageStatus;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;

/**
 * The one-byte codes in stored outcomes. A code keeps its meaning for ever; an unknown one throws
 * {@link IllegalArgumentException}.
 */
final class OutcomeCodes {
    private OutcomeCodes() {}

    static int of(MessageStatus status) {
        return switch (status) {
            case NEW -> 1;
            case SEALED -> 2;
            case SENT -> 3;
            case DELIVERED -> 4;
            case EXPIRED -> 5;
            case RECALLED -> 6;
            case FAILED -> 7;
            case REJECTED -> 8;
            case REFUSED -> 9;
            case UNSEALABLE -> 10;
        };
    }

    static MessageStatus status(int code) {
        return switch (code) {
            case 1 -> MessageStatus.NEW;
            case 2 -> MessageStatus.SEALED;
            case 3 -> MessageStatus.SENT;
            case 4 -> MessageStatus.DELIVERED;
            case 5 -> MessageStatus.EXPIRED;
            case 6 -> MessageStatus.RECALLED;
            case 7 -> MessageStatus.FAILED;
            case 8 -> MessageStatus.REJECTED;
            case 9 -> MessageStatus.REFUSED;
            case 10 -> MessageStatus.UNSEALABLE;
            default -> throw new IllegalArgumentException("not a status");
        };
    }

    static int of(DeliveryEventKind kind) {
        return switch (kind) {
            case UNKNOWN -> 0;
            case ACCEPTED -> 1;
            case CLEARED -> 2;
            case SEALED -> 3;
            case REJECTED -> 4;
            case REFUSED -> 5;
            case UNSEALABLE -> 6;
            case SENT -> 7;
            case DELIVERED -> 8;
            case READ -> 9;
            case EXPIRED -> 10;
            case RECALLED -> 11;
            case FAILED -> 12;
        };
    }

    static DeliveryEventKind kind(int code) {
        return switch (code) {
            case 0 -> DeliveryEventKind.UNKNOWN;
            case 1 -> DeliveryEventKind.ACCEPTED;
            case 2 -> DeliveryEventKind.CLEARED;
            case 3 -> DeliveryEventKind.SEALED;
            case 4 -> DeliveryEventKind.REJECTED;
            case 5 -> DeliveryEventKind.REFUSED;
            case 6 -> DeliveryEventKind.UNSEALABLE;
            case 7 -> DeliveryEventKind.SENT;
            case 8 -> DeliveryEventKind.DELIVERED;
            case 9 -> DeliveryEventKind.READ;
            case 10 -> DeliveryEventKind.EXPIRED;
            case 11 -> DeliveryEventKind.RECALLED;
            case 12 -> DeliveryEventKind.FAILED;
            default -> throw new IllegalArgumentException("not a kind of event");
        };
    }

    static int of(Mode mode) {
        return switch (mode) {
            case UNKNOWN -> 0;
            case SENDER -> 1;
            case GATEWAY -> 2;
        };
    }

    static Mode mode(int code) {
        return switch (code) {
            case 0 -> Mode.UNKNOWN;
            case 1 -> Mode.SENDER;
            case 2 -> Mode.GATEWAY;
            default -> throw new IllegalArgumentException("not a mode");
        };
    }

    static int of(Lane lane) {
        return switch (lane) {
            case UNKNOWN -> 0;
            case URGENT -> 1;
            case BULK -> 2;
        };
    }

    static Lane lane(int code) {
        return switch (code) {
            case 0 -> Lane.UNKNOWN;
            case 1 -> Lane.URGENT;
            case 2 -> Lane.BULK;
            default -> throw new IllegalArgumentException("not a lane");
        };
    }
}
