package io.sealpost.cli;

import io.sealpost.client.producer.SendError;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.tlog.LeafType;
import io.sealpost.tlog.ProofResult;
import io.sealpost.tlog.VerificationResult.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The sentences for the symbols that records and libraries answer. No switch has a default: a new
 * symbol does not compile until it has a sentence.
 */
public final class ResultText {
    private ResultText() {}

    /**
     * What happened to a message, with its reason and the code for both, such as {@code refused: no
     * consent for purpose offers (REFUSED/NO_CONSENT)}.
     */
    public static String of(DeliveryEventKind kind, Reason reason, @Nullable String purpose) {
        return reason == Reason.NONE
                ? of(kind)
                : "%s: %s (%s/%s)".formatted(of(kind), of(reason, purpose), kind, reason);
    }

    /** What happened to a message. */
    public static String of(DeliveryEventKind kind) {
        return switch (kind) {
            case UNKNOWN -> "an event that this version does not know";
            case ACCEPTED -> "accepted";
            case CLEARED -> "cleared: the recipient agreed";
            case SEALED -> "sealed to the recipient's devices";
            case REJECTED -> "rejected";
            case REFUSED -> "refused";
            case UNSEALABLE -> "unsealable";
            case SENT -> "sent to a device";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case EXPIRED -> "expired";
            case RECALLED -> "recalled";
            case FAILED -> "failed";
        };
    }

    /** What the consent service answered to a command. */
    public static String of(ConsentEvent event) {
        ConsentEventKind kind = event.getKind();
        String purpose = event.getPurpose();
        String about = purpose == null ? "" : ", purpose " + purpose;
        String reason = of(event.getReason(), purpose);
        return switch (kind) {
            case UNKNOWN -> "an answer that this version does not know";
            case GRANTED -> "granted" + about + ", version " + event.getVersion();
            case WITHDRAWN -> "withdrawn" + about + ", version " + event.getVersion();
            case BLOCKED -> "blocked, version " + event.getVersion();
            case UNBLOCKED -> "unblocked, version " + event.getVersion();
            case COMMAND_REFUSED -> "refused: %s (%s)".formatted(reason, event.getReason());
        };
    }

    /**
     * Why something was refused or ended.
     *
     * @param purpose of the message or command, where there is one
     */
    public static String of(Reason reason, @Nullable String purpose) {
        String forPurpose = purpose == null ? "" : " for purpose " + purpose;
        return switch (reason) {
            case UNKNOWN -> "a reason that this version does not know";
            case NONE -> "no reason";
            case UNKNOWN_BUSINESS -> "the business is not registered";
            case SUSPENDED_BUSINESS -> "the business is suspended";
            case BUSINESS_MISMATCH -> "the request names another business than its topic";
            case MODE_NOT_ALLOWED -> "the business may not use this mode";
            case BAD_REQUEST_ID -> "the request id is not a UUID of version 7";
            case REQUEST_ID_REUSED -> "the request id was used for a different request";
            case TIME_OUT_OF_BOUNDS -> "its time is too old or in the future; check the clock";
            case BAD_RECIPIENT -> "the recipient id has a wrong form";
            case BAD_PURPOSE -> "the purpose has a wrong form";
            case UNKNOWN_CATEGORY -> "the category is unknown";
            case UNKNOWN_CHANNEL -> "the channel is unknown";
            case UNKNOWN_MODE -> "the mode is unknown";
            case WRONG_LANE -> "its category may not use the urgent lane";
            case BAD_CONTENT_TYPE -> "the content type has a wrong form";
            case BAD_TEMPLATE -> "the template id or version has a wrong form";
            case EXPIRY_OUT_OF_BOUNDS -> "its end of validity is too early or too late";
            case NOT_BEFORE_OUT_OF_BOUNDS -> "its earliest delivery time is too late";
            case EXPIRED -> "its time had passed before it was processed";
            case CONTENT_MISSING -> "it has no content";
            case CONTENT_MODE_MISMATCH -> "its content does not fit its mode";
            case CONTENT_TOO_LARGE -> "its content is too large";
            case CONTENT_BADLY_PADDED -> "its content has a wrong padding";
            case CONTENT_MALFORMED -> "its content has a wrong form";
            case NO_CONSENT -> "no consent" + forPurpose;
            case WITHDRAWN -> "the recipient withdrew consent" + forPurpose;
            case BLOCKED -> "the recipient blocked the business";
            case CONSENT_EXPIRED -> "the consent" + forPurpose + " has ended";
            case NO_DEVICE -> "the recipient has no device";
            case DEVICE_LIST_CHANGED -> "the recipient's devices changed";
            case EPOCH_UNKNOWN -> "the gateway epoch is unknown";
            case EPOCH_DESTROYED -> "the key of the gateway epoch was destroyed";
            case SESSION_UNOPENABLE -> "the session key cannot be opened";
            case CONTENT_UNOPENABLE -> "the content cannot be opened";
            case SIGNATURE_INVALID -> "a signature is missing or wrong";
            case NOT_SUPPORTED_YET -> "this version does not support it";
            case TTL_PASSED -> "no device received it in time";
            case SUPERSEDED -> "a newer message replaced it";
            case CANNOT_OPEN -> "no device has the key to open it";
            case TOO_OLD -> "it is too old";
            case BAD_TICKET -> "the enrolment link is unknown or wrong";
            case TICKET_USED -> "the enrolment link was used before";
            case TICKET_EXPIRED -> "the enrolment link is no longer valid";
            case BAD_PROOF -> "the proof of the device's key is wrong";
            case TOO_MANY_DEVICES -> "the recipient has too many devices";
            case UNKNOWN_DEVICE -> "the device is unknown";
            case STALE_VERSION -> "the version is not the newest";
            case BAD_EVIDENCE -> "the proof of consent has a wrong form";
        };
    }

    /** Why the SDK did not send a message; {@link SendError#cure} is what to do about it. */
    public static String of(SendError error) {
        return switch (error) {
            case SendError.NoEpoch() -> "no gateway epoch is open for sealing";
            case SendError.TooLarge(int size, int maxSize) ->
                    "the content has %d bytes, more than %d".formatted(size, maxSize);
            case SendError.InvalidField(SendError.Field field) -> of(field);
            case SendError.BrokerRefused(String name) -> "the broker refused it (" + name + ")";
            case SendError.NoSchema() -> "the schema registry does not answer or lacks the schema";
            case SendError.TimedOut() -> "the broker did not answer in time";
        };
    }

    private static String of(SendError.Field field) {
        return switch (field) {
            case REQUEST_ID -> "the time of the request id is too old or in the future";
            case CATEGORY -> "the category is unknown";
            case LANE -> "the category may not be urgent";
            case CONTENT_TYPE -> "the content type has a wrong form";
            case TEMPLATE -> "the template id or version has a wrong form";
            case EXPIRES_AT -> "the end of validity is too early or too late";
            case NOT_BEFORE -> "the earliest delivery time is too late";
        };
    }

    /** Whether a business may send. */
    public static String of(BusinessStatus status) {
        return switch (status) {
            case UNKNOWN -> "in a state that this version does not know";
            case ACTIVE -> "active";
            case SUSPENDED -> "suspended";
        };
    }

    /** What a leaf of the audit log records. */
    public static String of(LeafType type) {
        return switch (type) {
            case UNKNOWN -> "a type that this version does not know";
            case ACCEPTED -> of(DeliveryEventKind.ACCEPTED);
            case CLEARED -> of(DeliveryEventKind.CLEARED);
            case SEALED -> of(DeliveryEventKind.SEALED);
            case REJECTED -> of(DeliveryEventKind.REJECTED);
            case REFUSED -> of(DeliveryEventKind.REFUSED);
            case UNSEALABLE -> of(DeliveryEventKind.UNSEALABLE);
            case SENT -> of(DeliveryEventKind.SENT);
            case DELIVERED -> of(DeliveryEventKind.DELIVERED);
            case READ -> of(DeliveryEventKind.READ);
            case EXPIRED -> of(DeliveryEventKind.EXPIRED);
            case RECALLED -> of(DeliveryEventKind.RECALLED);
            case FAILED -> of(DeliveryEventKind.FAILED);
            case DEVICE_LIST -> "a device list";
        };
    }

    /** Whether a leaf is in the log. */
    public static String of(ProofResult result) {
        return switch (result) {
            case VALID -> "valid";
            case BAD_RANGE -> "invalid: its index is not in the log";
            case TOO_SHORT -> "invalid: hashes are missing";
            case TOO_LONG -> "invalid: it has too many hashes";
            case WRONG_ROOT -> "invalid: the log signed another root";
        };
    }

    /** What is wrong with the audit log. */
    public static String of(Fault fault) {
        return switch (fault) {
            case CHECKPOINT -> "the checkpoint is malformed or not signed by this key";
            case ROLLED_BACK -> "the log is shorter than when it was last verified here";
            case HISTORY_REWRITTEN -> "entries differ from when the log was last verified here";
            case ENTRY_MISSING -> "an entry is missing";
            case ENTRY_SURPLUS -> "there are bytes after the last entry";
            case HASH_MISSING -> "a hash is missing";
            case HASH_SURPLUS -> "there are bytes after the last hash";
            case HASH_DIFFERS -> "a hash is not that of the entries below it";
            case ROOT_DIFFERS -> "the log signed another root";
        };
    }
}
