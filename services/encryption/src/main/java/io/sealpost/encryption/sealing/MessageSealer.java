package io.sealpost.encryption.sealing;

import io.sealpost.encryption.domain.ProducerKey;
import io.sealpost.encryption.domain.ProducerKey.NotRegistered;
import io.sealpost.encryption.domain.ProducerKey.Registered;
import io.sealpost.encryption.domain.SealTargets;
import io.sealpost.encryption.domain.SealTargets.SealTarget;
import io.sealpost.encryption.keys.EpochState;
import io.sealpost.encryption.keys.EpochState.Destroyed;
import io.sealpost.encryption.keys.EpochState.Unknown;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.sealing.Envelopes.DeviceEnvelope;
import io.sealpost.encryption.sealing.SealingOutcome.Sealed;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewayOpeningResult;
import io.sealpost.seal.gateway.OpenedGatewaySession;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.DeviceSealer;
import io.sealpost.seal.message.Direction;
import io.sealpost.seal.message.SealingResult;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens one message's content and seals it to each device (docs/sealing.md, Gateway content and
 * Envelope). The plaintext exists only in memory and is overwritten with zeros once it is sealed.
 * Thread-safe.
 */
@Singleton
public class MessageSealer {
    private final GatewaySessionCache sessions;

    @Inject
    MessageSealer(GatewaySessionCache sessions) {
        this.sessions = sessions;
    }

    /**
     * Seals one message. Content that the registered producer key did not sign is not opened.
     *
     * @param targets at least one device
     */
    SealingOutcome seal(
            SealRequest request,
            ProducerKey producer,
            SealTargets targets,
            SigningKey gateway,
            EpochState epoch,
            KnownCheckpoint checkpoint) {
        return switch (producer) {
            case ProducerKey.Unknown() -> new Unsealable(Reason.UNKNOWN_BUSINESS);
            case NotRegistered() -> openAndSeal(request, targets, gateway, epoch, checkpoint);
            case Registered(VerifyKey key) ->
                    request.isSignedBy(key)
                            ? openAndSeal(request, targets, gateway, epoch, checkpoint)
                            : new Unsealable(Reason.SIGNATURE_INVALID);
        };
    }

    private SealingOutcome openAndSeal(
            SealRequest request,
            SealTargets targets,
            SigningKey gateway,
            EpochState epoch,
            KnownCheckpoint checkpoint) {
        return switch (epoch) {
            case Unknown() -> new Unsealable(Reason.EPOCH_UNKNOWN);
            case Destroyed() -> new Unsealable(Reason.EPOCH_DESTROYED);
            case Usable usable ->
                    sessions.open(usable, request)
                            .map(session -> seal(request, session, targets, gateway, checkpoint))
                            .orElseGet(() -> new Unsealable(Reason.SESSION_UNOPENABLE));
        };
    }

    private static SealingOutcome seal(
            SealRequest request,
            OpenedGatewaySession session,
            SealTargets targets,
            SigningKey gateway,
            KnownCheckpoint checkpoint) {
        return switch (session.open(request.header(), request.content())) {
            case GatewayOpeningResult.CannotOpen(GatewayOpeningResult.Reason reason) ->
                    new Unsealable(reason(reason));
            case GatewayOpeningResult.Opened(byte[] content) ->
                    sealAndErase(request, content, targets, gateway, checkpoint);
        };
    }

    /** Overwrites the content with zeros, whether it could be sealed or not. */
    static SealingOutcome sealAndErase(
            SealRequest request,
            byte[] content,
            SealTargets targets,
            SigningKey gateway,
            KnownCheckpoint checkpoint) {
        try {
            Body body = body(targets, checkpoint, Bytes.owned(content));
            return sealToAll(request, body, targets, gateway);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static SealingOutcome sealToAll(
            SealRequest request, Body body, SealTargets targets, SigningKey gateway) {
        List<DeviceEnvelope> envelopes = new ArrayList<>(targets.devices().size());
        for (SealTarget to : targets.devices()) {
            switch (DeviceSealer.seal(context(request, to), body, to.key(), gateway)) {
                case SealingResult.Sealed(Bytes sealed) ->
                        envelopes.add(
                                new DeviceEnvelope(to.device(), to.suite(), to.keyId(), sealed));
                case SealingResult.CannotSeal(SealingResult.Reason reason) -> {
                    return new Unsealable(reason(reason));
                }
            }
        }
        return new Sealed(new Envelopes(targets.listVersion(), targets.listHash(), envelopes));
    }

    private static Body body(SealTargets targets, KnownCheckpoint checkpoint, Bytes content) {
        return new Body(
                targets.listVersion(),
                targets.listHash(),
                checkpoint.size(),
                checkpoint.root(),
                content);
    }

    private static Context context(SealRequest request, SealTarget to) {
        GatewayHeader header = request.header();
        return new Context(
                to.suite(),
                Mode.GATEWAY,
                Direction.TO_RECIPIENT,
                request.to().business(),
                request.message(),
                request.to().recipient(),
                to.device(),
                to.keyId(),
                header.purpose(),
                header.category(),
                header.templateId(),
                header.templateVersion(),
                header.contentType(),
                header.request().sentAt(),
                header.expiresAt());
    }

    private static Reason reason(GatewayOpeningResult.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Reason.CONTENT_MALFORMED;
            case UNDECRYPTABLE -> Reason.CONTENT_UNOPENABLE;
            case BADLY_PADDED -> Reason.CONTENT_BADLY_PADDED;
        };
    }

    private static Reason reason(SealingResult.Reason reason) {
        return switch (reason) {
            case CONTENT_TOO_LARGE -> Reason.CONTENT_TOO_LARGE;
            // Only usable keys are accepted at enrolment.
            case UNUSABLE_KEY, OTHER_KEY -> Reason.NO_DEVICE;
        };
    }
}
