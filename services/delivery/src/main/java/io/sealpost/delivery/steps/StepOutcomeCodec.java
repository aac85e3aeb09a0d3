package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageEvent;
import io.sealpost.delivery.domain.StepOutcome;
import io.sealpost.delivery.domain.StepOutcome.Ignored;
import io.sealpost.delivery.domain.StepOutcome.Moved;
import io.sealpost.delivery.domain.StepOutcome.NotSealedTo;
import io.sealpost.delivery.domain.StepOutcome.Noted;
import io.sealpost.delivery.domain.StepOutcome.Sealed;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Version 1 is lp(type), one byte: 1 Sealed, 2 Moved, 3 Noted, 4 Ignored, 5 NotSealedTo.
 *
 * <ul>
 *   <li>Sealed, Moved: lp(request) ‖ lp(business) ‖ lp(recipient, or absent) ‖ lp(mode) ‖ lp(lane)
 *       ‖ lp(number of events), and for each lp(kind) ‖ lp(time) ‖ lp(1 if terminal, else 0) ‖
 *       lp(symbol of the reason) ‖ lp(device, or absent)
 *   <li>Noted, Ignored: lp(status)
 * </ul>
 *
 * Mode, lane, kind, status and number are one byte each ({@link OutcomeCodes}).
 */
final class StepOutcomeCodec extends OutcomeCodec<StepOutcome> {
    private static final int SEALED = 1;
    private static final int MOVED = 2;
    private static final int NOTED = 3;
    private static final int IGNORED = 4;
    private static final int NOT_SEALED_TO = 5;

    StepOutcomeCodec() {
        super(1);
    }

    @Override
    protected byte[] write(StepOutcome outcome) {
        Canonical fields = Canonical.unlabelled();
        switch (outcome) {
            case Sealed(MessageAttributes message, List<MessageEvent> events) ->
                    write(code(fields, SEALED), message, events);
            case Moved(MessageAttributes message, List<MessageEvent> events) ->
                    write(code(fields, MOVED), message, events);
            case Noted noted -> code(code(fields, NOTED), OutcomeCodes.of(noted.status()));
            case Ignored ignored -> code(code(fields, IGNORED), OutcomeCodes.of(ignored.status()));
            case NotSealedTo() -> code(fields, NOT_SEALED_TO);
        }
        return fields.toArray();
    }

    private static void write(
            Canonical fields, MessageAttributes message, List<MessageEvent> events) {
        RecipientId recipient = message.recipient();
        fields.uuid(message.request())
                .text(message.business().value())
                .text(recipient == null ? null : recipient.value());
        code(fields, OutcomeCodes.of(message.mode()));
        code(fields, OutcomeCodes.of(message.lane()));
        code(fields, events.size());
        events.forEach(event -> write(fields, event));
    }

    private static void write(Canonical fields, MessageEvent event) {
        DeviceId device = event.device();
        code(fields, OutcomeCodes.of(event.kind())).time(event.at());
        code(fields, event.terminal() ? 1 : 0)
                .symbol(event.reason())
                .text(device == null ? null : device.value());
    }

    private static Canonical code(Canonical fields, int code) {
        return fields.bytes(new byte[] {(byte) code});
    }

    @Override
    protected StepOutcome read(int version, byte[] stored) {
        CanonicalReader fields = new CanonicalReader(stored);
        StepOutcome outcome =
                switch (code(fields)) {
                    case SEALED -> new Sealed(message(fields), events(fields));
                    case MOVED -> new Moved(message(fields), events(fields));
                    case NOTED -> new Noted(OutcomeCodes.status(code(fields)));
                    case IGNORED -> new Ignored(OutcomeCodes.status(code(fields)));
                    case NOT_SEALED_TO -> new NotSealedTo();
                    default -> throw new IllegalArgumentException("not a type of outcome");
                };
        fields.end();
        return outcome;
    }

    private static MessageAttributes message(CanonicalReader fields) {
        ByteBuffer request = ByteBuffer.wrap(fields.bytes());
        UUID id = new UUID(request.getLong(), request.getLong());
        BusinessId business = new BusinessId(fields.text());
        String recipient = fields.text();
        return new MessageAttributes(
                id,
                business,
                recipient.isEmpty() ? null : new RecipientId(recipient),
                OutcomeCodes.mode(code(fields)),
                OutcomeCodes.lane(code(fields)));
    }

    private static List<MessageEvent> events(CanonicalReader fields) {
        int count = code(fields);
        List<MessageEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event(fields));
        }
        return events;
    }

    private static MessageEvent event(CanonicalReader fields) {
        var kind = OutcomeCodes.kind(code(fields));
        var at = fields.time();
        boolean isTerminal = code(fields) == 1;
        Reason reason = Reason.valueOf(fields.text());
        String device = fields.text();
        return new MessageEvent(
                kind, at, isTerminal, reason, device.isEmpty() ? null : new DeviceId(device));
    }

    private static int code(CanonicalReader fields) {
        return fields.bytes()[0];
    }
}
