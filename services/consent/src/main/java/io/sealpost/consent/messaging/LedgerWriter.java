package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ConsentChange;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.LedgerOutcome;
import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.schemas.Withdrawn;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Enums;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a decided command: an event for the business for each change, or one for a
 * refusal, and a withdrawal for delivery for each change that ends a consent. They follow from
 * input and outcome alone: the same bytes at every replay.
 */
final class LedgerWriter {
    static final Topic WITHDRAWALS = Catalogue.get().named("consent-withdrawals");
    private static final Topic EVENTS = Catalogue.get().named("consent-events.<business>");

    private final Codec<ConsentEvent> events;
    private final Codec<ConsentWithdrawal> withdrawals;

    LedgerWriter(SchemaRegistry registry) {
        this.events = new Codec<>(registry, ConsentEvent.class);
        this.withdrawals = new Codec<>(registry, ConsentWithdrawal.class);
    }

    List<ProducerRecord<String, byte[]>> write(
            LedgerInput input, LedgerOutcome outcome, Instant decidedAt) {
        return switch (outcome) {
            case Accepted(List<ConsentChange> changes) -> accepted(input, changes, decidedAt);
            case Refused(RefusalReason why) -> List.of(refused(input, why, decidedAt));
        };
    }

    /** Withdrawals first: until delivery has them, it may push what they recall. */
    private List<ProducerRecord<String, byte[]>> accepted(
            LedgerInput input, List<ConsentChange> changes, Instant decidedAt) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).isWithdrawal()) {
                records.add(withdrawal(input, changes.get(i), i, decidedAt));
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            records.add(event(input, changes.get(i), i, decidedAt));
        }
        return records;
    }

    private ProducerRecord<String, byte[]> withdrawal(
            LedgerInput input, ConsentChange change, int number, Instant decidedAt) {
        Withdrawn withdrawn =
                new Withdrawn(
                        input.tenant().value(),
                        recipient(input),
                        purpose(change),
                        channel(change),
                        change.version());
        ConsentWithdrawal record =
                new ConsentWithdrawal(
                        eventId(input, kind(change), number),
                        WithdrawalKind.WITHDRAWN,
                        decidedAt,
                        withdrawn);
        return new ProducerRecord<>(WITHDRAWALS.name(), key(input), withdrawals.encode(record));
    }

    private ProducerRecord<String, byte[]> event(
            LedgerInput input, ConsentChange change, int number, Instant decidedAt) {
        ConsentEvent event = event(input, kind(change), number, Reason.NONE, decidedAt);
        event.setPurpose(purpose(change));
        event.setChannel(channel(change));
        event.setVersion(change.version());
        event.setRecordHash(
                change.hash() == null ? null : ByteBuffer.wrap(change.hash().toArray()));
        return toRecord(input, event);
    }

    private ProducerRecord<String, byte[]> refused(
            LedgerInput input, RefusalReason why, Instant decidedAt) {
        Reason reason = RefusalReasons.avro(why);
        return toRecord(
                input, event(input, ConsentEventKind.COMMAND_REFUSED, 0, reason, decidedAt));
    }

    private static ConsentEvent event(
            LedgerInput input,
            ConsentEventKind kind,
            int number,
            Reason reason,
            Instant decidedAt) {
        ConsentEvent event = new ConsentEvent();
        event.setEventId(eventId(input, kind, number));
        event.setCommandId(input.commandId());
        event.setRequestId(input.requestId());
        event.setBusiness(input.tenant().value());
        event.setRecipient(recipient(input));
        event.setKind(kind);
        event.setAt(decidedAt);
        event.setReason(reason);
        return event;
    }

    private ProducerRecord<String, byte[]> toRecord(LedgerInput input, ConsentEvent event) {
        return new ProducerRecord<>(
                EVENTS.of(input.tenant().value()), key(input), events.encode(event));
    }

    private static UUID eventId(LedgerInput input, ConsentEventKind kind, int number) {
        return Ids.stepId(new MessageId(input.commandId()), kind.name() + "/" + number, null);
    }

    private static ConsentEventKind kind(ConsentChange change) {
        return switch (change.kind()) {
            case GRANTED -> ConsentEventKind.GRANTED;
            case WITHDRAWN -> ConsentEventKind.WITHDRAWN;
            case BLOCKED -> ConsentEventKind.BLOCKED;
            case UNBLOCKED -> ConsentEventKind.UNBLOCKED;
        };
    }

    private static @Nullable String recipient(LedgerInput input) {
        return input.recipient() == null ? null : input.recipient().value();
    }

    private static String key(LedgerInput input) {
        String recipient = recipient(input);
        return recipient == null ? input.commandId().toString() : recipient;
    }

    private static @Nullable String purpose(ConsentChange change) {
        ConsentScope scope = change.scope();
        return scope == null ? null : scope.purpose().value();
    }

    private static @Nullable Channel channel(ConsentChange change) {
        ConsentScope scope = change.scope();
        return scope == null ? null : Enums.avro(scope.channel());
    }
}
