package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.ingest.domain.Business;
import io.sealpost.ingest.domain.Business.Details;
import io.sealpost.ingest.domain.BusinessCommand;
import io.sealpost.ingest.domain.BusinessCommand.Register;
import io.sealpost.ingest.domain.BusinessCommand.Resume;
import io.sealpost.ingest.domain.BusinessCommand.Suspend;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the records of {@code business-commands} and {@code businesses} and the domain. */
final class BusinessEdge {
    private static final Duration OLDEST = Duration.ofDays(7);
    private static final int KEY_SIZE = 32;

    private BusinessEdge() {}

    /**
     * A command's form is checked here and its sense by the decider.
     *
     * @param at the time of the record on its topic
     */
    static Decoded<BusinessInput> read(io.sealpost.schemas.BusinessCommand wire, Instant at) {
        if (!RequestId.isValid(wire.getRequestId()) || !BusinessId.isValid(wire.getBusiness())) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        if (Ids.sentAt(wire.getRequestId()).isBefore(at.minus(OLDEST))) {
            return new Undecodable<>(DeadLetterReason.TOO_OLD);
        }
        BusinessId business = new BusinessId(wire.getBusiness());
        return switch (wire.getKind()) {
            case REGISTER -> register(wire, business);
            case SUSPEND -> new Value<>(input(wire, new Suspend(business)));
            case RESUME -> new Value<>(input(wire, new Resume(business)));
            case UNKNOWN -> new Undecodable<>(DeadLetterReason.BAD_FORM);
        };
    }

    private static Decoded<BusinessInput> register(
            io.sealpost.schemas.BusinessCommand wire, BusinessId business) {
        RegisterBusiness register = wire.getRegister();
        if (register == null) {
            return new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD);
        }
        Set<Mode> modes =
                register.getAllowedModes().stream()
                        .map(mode -> Mode.valueOf(mode.name()))
                        .collect(Collectors.toUnmodifiableSet());
        Bytes businessKey = RequestEdge.bytes(register.getBusinessKey());
        Bytes producerKey = RequestEdge.bytes(register.getProducerKey());
        if (modes.isEmpty()
                || modes.contains(Mode.UNKNOWN)
                || !isKey(businessKey)
                || !isKey(producerKey)) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        Details details = new Details(modes, businessKey, producerKey);
        return new Value<>(input(wire, new Register(business, details)));
    }

    private static boolean isKey(@Nullable Bytes key) {
        return key == null || key.size() == KEY_SIZE;
    }

    private static BusinessInput input(
            io.sealpost.schemas.BusinessCommand wire, BusinessCommand command) {
        Claim claim =
                new Claim(
                        Ids.commandId(command.business(), wire.getRequestId()),
                        canonical(wire, command).hash().toArray());
        return new BusinessInput(claim, command);
    }

    /** {@code sealpost/business-command/v1}, then as lp: request id, business, kind, details. */
    private static Canonical canonical(
            io.sealpost.schemas.BusinessCommand wire, BusinessCommand command) {
        Canonical input =
                Canonical.labelled("sealpost/business-command/v1")
                        .uuid(wire.getRequestId())
                        .text(command.business().value())
                        .symbol(wire.getKind());
        if (command instanceof Register(BusinessId _, Details details)) {
            input.count(details.modes().size());
            details.modes().stream().sorted().forEach(input::symbol);
            return input.bytes(details.businessKey()).bytes(details.producerKey());
        }
        return input;
    }

    static io.sealpost.schemas.Business write(Business.Registered business) {
        return io.sealpost.schemas.Business.newBuilder()
                .setBusiness(business.id().value())
                .setVersion(business.version())
                .setStatus(BusinessStatus.valueOf(business.status().name()))
                .setAllowedModes(
                        business.details().modes().stream()
                                .sorted()
                                .map(mode -> io.sealpost.schemas.Mode.valueOf(mode.name()))
                                .toList())
                .setBusinessKey(buffer(business.details().businessKey()))
                .setProducerKey(buffer(business.details().producerKey()))
                .setChangedAt(business.changedAt())
                .build();
    }

    private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes.toArray());
    }
}
