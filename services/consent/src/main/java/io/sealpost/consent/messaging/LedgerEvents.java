package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Change;
import io.sealpost.consent.domain.Scope;
import io.sealpost.hop.Outcome;
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
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What is told of a command, from its stored outcome alone: the same bytes at every replay. */
final class LedgerEvents {
    static final Topic WITHDRAWALS = Catalogue.get().named("consent-withdrawals");
    private static final Topic EVENTS = Catalogue.get().named("consent-events.<business>");

    private final Codec<ConsentEvent> events;
    private final Codec<ConsentWithdrawal> withdrawals;

    LedgerEvents(SchemaRegistry registry) {
        this.events = new Codec<>(registry, ConsentEvent.class);
        this.withdrawals = new Codec<>(registry, ConsentWithdrawal.class);
    }

    /** Withdrawals first: they are the ones somebody must not act before. */
    List<ProducerRecord<String, byte[]>> of(LedgerInput input, Outcome outcome) {
        List<Change> changes = LedgerOutcomes.changes(outcome);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (recalls(changes.get(i))) {
                records.add(withdrawal(input, outcome, changes.get(i), i));
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            records.add(event(input, outcome, changes.get(i), i));
        }
        if (changes.isEmpty()) {
            records.add(refused(input, outcome));
        }
        return records;
    }

    /** What delivery must compare with; a withdrawal of nothing known has nothing to recall. */
    private static boolean recalls(Change change) {
        return switch (change.kind()) {
            case BLOCKED -> true;
            case WITHDRAWN -> change.scope() != null;
            case GRANTED, UNBLOCKED -> false;
        };
    }

    private ProducerRecord<String, byte[]> withdrawal(
            LedgerInput input, Outcome outcome, Change change, int number) {
        Withdrawn withdrawn =
                new Withdrawn(
                        input.tenant().value(),
                        recipient(input),
                        purpose(change),
                        channel(change),
                        change.version());
        ConsentWithdrawal record =
                new ConsentWithdrawal(
                        eventId(input, change.kind().name(), number),
                        WithdrawalKind.WITHDRAWN,
                        outcome.decidedAt(),
                        withdrawn);
        return new ProducerRecord<>(WITHDRAWALS.name(), key(input), withdrawals.encode(record));
    }

    private ProducerRecord<String, byte[]> event(
            LedgerInput input, Outcome outcome, Change change, int number) {
        ConsentEvent event = about(input, outcome, change.kind().name(), number);
        event.setPurpose(purpose(change));
        event.setChannel(channel(change));
        event.setVersion(change.version());
        event.setRecordHash(
                change.hash() == null ? null : ByteBuffer.wrap(change.hash().toArray()));
        return told(input, event);
    }

    private ProducerRecord<String, byte[]> refused(LedgerInput input, Outcome outcome) {
        return told(input, about(input, outcome, LedgerOutcomes.REFUSED, 0));
    }

    private static ConsentEvent about(LedgerInput input, Outcome outcome, String kind, int number) {
        ConsentEvent event = new ConsentEvent();
        event.setEventId(eventId(input, kind, number));
        event.setCommandId(input.commandId());
        event.setRequestId(input.requestId());
        event.setBusiness(input.tenant().value());
        event.setRecipient(recipient(input));
        event.setKind(ConsentEventKind.valueOf(kind));
        event.setAt(outcome.decidedAt());
        event.setReason(Reason.valueOf(outcome.reason()));
        return event;
    }

    private ProducerRecord<String, byte[]> told(LedgerInput input, ConsentEvent event) {
        return new ProducerRecord<>(
                EVENTS.of(input.tenant().value()), key(input), events.encode(event));
    }

    private static UUID eventId(LedgerInput input, String kind, int number) {
        return Ids.stepId(new MessageId(input.commandId()), kind + "/" + number, null);
    }

    private static @Nullable String recipient(LedgerInput input) {
        return input.recipient() == null ? null : input.recipient().value();
    }

    private static String key(LedgerInput input) {
        String recipient = recipient(input);
        return recipient == null ? input.commandId().toString() : recipient;
    }

    private static @Nullable String purpose(Change change) {
        Scope scope = change.scope();
        return scope == null ? null : scope.purpose().value();
    }

    private static @Nullable Channel channel(Change change) {
        Scope scope = change.scope();
        return scope == null ? null : Channel.valueOf(scope.channel().name());
    }
}
