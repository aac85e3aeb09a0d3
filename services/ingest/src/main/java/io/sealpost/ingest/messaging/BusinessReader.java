package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.ingest.domain.BusinessAction;
import io.sealpost.ingest.domain.BusinessAction.Register;
import io.sealpost.ingest.domain.BusinessAction.Resume;
import io.sealpost.ingest.domain.BusinessAction.Suspend;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From a record on {@code business-commands} to an action; checks its form. */
final class BusinessReader {
    private final Codec<BusinessCommand> codec;

    BusinessReader(Codec<BusinessCommand> codec) {
        this.codec = codec;
    }

    Decoded<BusinessInput> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<BusinessCommand>(BusinessCommand command) ->
                    read(command, Instant.ofEpochMilli(record.timestamp()));
            case Undecodable<BusinessCommand>(var reason) -> new Undecodable<>(reason);
        };
    }

    private static Decoded<BusinessInput> read(BusinessCommand command, Instant appendedAt) {
        if (!RequestId.isValid(command.getRequestId())
                || !BusinessId.isValid(command.getBusiness())) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        Instant oldest = appendedAt.minus(RequestBounds.MAX_REQUEST_AGE);
        if (Ids.sentAt(command.getRequestId()).isBefore(oldest)) {
            return new Undecodable<>(DeadLetterReason.TOO_OLD);
        }
        BusinessId business = new BusinessId(command.getBusiness());
        return switch (command.getKind()) {
            case REGISTER -> register(command, business);
            case SUSPEND -> new Value<>(input(command, new Suspend(business)));
            case RESUME -> new Value<>(input(command, new Resume(business)));
            case UNKNOWN -> new Undecodable<>(DeadLetterReason.BAD_FORM);
        };
    }

    private static Decoded<BusinessInput> register(BusinessCommand command, BusinessId business) {
        RegisterBusiness register = command.getRegister();
        if (register == null) {
            return new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        Set<Mode> modes =
                register.getAllowedModes().stream()
                        .map(Enums::domain)
                        .collect(Collectors.toUnmodifiableSet());
        Bytes businessKey = RequestReader.bytes(register.getBusinessKey());
        Bytes producerKey = RequestReader.bytes(register.getProducerKey());
        if (modes.isEmpty()
                || modes.contains(Mode.UNKNOWN)
                || !isKey(businessKey)
                || !isKey(producerKey)) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        Details details = new Details(modes, businessKey, producerKey);
        return new Value<>(input(command, new Register(business, details)));
    }

    private static boolean isKey(@Nullable Bytes key) {
        return key == null || key.size() == VerifyKey.SIZE;
    }

    private static BusinessInput input(BusinessCommand command, BusinessAction action) {
        Claim claim =
                new Claim(
                        Ids.commandId(action.business(), command.getRequestId()),
                        canonical(command, action).hash().toArray());
        return new BusinessInput(claim, action);
    }

    /** {@code sealpost/business-command/v1}, then as lp: request id, business, kind, details. */
    private static Canonical canonical(BusinessCommand command, BusinessAction action) {
        Canonical input =
                Canonical.labelled("sealpost/business-command/v1")
                        .uuid(command.getRequestId())
                        .text(action.business().value())
                        .symbol(command.getKind());
        if (action instanceof Register(BusinessId _, Details details)) {
            input.count(details.modes().size());
            details.modes().stream().sorted().forEach(input::symbol);
            return input.bytes(details.businessKey()).bytes(details.producerKey());
        }
        return input;
    }
}
