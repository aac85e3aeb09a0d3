package io.sealpost.encryption.sealing;

import io.sealpost.encryption.keys.EpochState;
import io.sealpost.encryption.keys.EpochState.Destroyed;
import io.sealpost.encryption.keys.EpochState.Unknown;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.sealing.Bundle.Target;
import io.sealpost.encryption.sealing.Envelopes.Envelope;
import io.sealpost.encryption.sealing.ProducerKey.NotRegistered;
import io.sealpost.encryption.sealing.ProducerKey.Registered;
import io.sealpost.encryption.sealing.Sealing.Sealed;
import io.sealpost.encryption.sealing.Sealing.Unsealable;
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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens one message's content and seals it to each device (SEALING, suite 1). The plaintext is
 * nowhere but on this call's stack and heap, and what was opened is zeroed. Thread-safe.
 */
@Singleton
public class MessageSealer {
    private final OpenSessions sessions;

    @Inject
    MessageSealer(OpenSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * What its producer did not sign, where it must, is not even opened. {@code bundle} has at
     * least one device.
     */
    Sealing seal(
            Letter letter,
            ProducerKey producer,
            Bundle bundle,
            SigningKey gateway,
            EpochState epoch,
            Checkpoint log) {
        return switch (producer) {
            case ProducerKey.Unknown() -> new Unsealable(Reason.UNKNOWN_BUSINESS);
            case NotRegistered() -> opened(letter, bundle, gateway, epoch, log);
            case Registered(VerifyKey key) ->
                    letter.isSignedBy(key)
                            ? opened(letter, bundle, gateway, epoch, log)
                            : new Unsealable(Reason.SIGNATURE_INVALID);
        };
    }

    private Sealing opened(
            Letter letter, Bundle bundle, SigningKey gateway, EpochState epoch, Checkpoint log) {
        return switch (epoch) {
            case Unknown() -> new Unsealable(Reason.EPOCH_UNKNOWN);
            case Destroyed() -> new Unsealable(Reason.EPOCH_DESTROYED);
            case Usable usable ->
                    sessions.open(usable, letter)
                            .map(session -> open(letter, session, bundle, gateway, log))
                            .orElseGet(() -> new Unsealable(Reason.SESSION_UNOPENABLE));
        };
    }

    private static Sealing open(
            Letter letter, OpenedGatewaySession session, Bundle bundle, SigningKey gateway, Checkpoint log) {
        return switch (session.open(letter.header(), letter.content())) {
            case GatewayOpeningResult.CannotOpen(GatewayOpeningResult.Reason reason) ->
                    new Unsealable(reason(reason));
            case GatewayOpeningResult.Opened(byte[] content) ->
                    sealOnce(letter, content, bundle, gateway, log);
        };
    }

    /** The content is zeros afterwards, whatever came of it. */
    static Sealing sealOnce(
            Letter letter, byte[] content, Bundle bundle, SigningKey gateway, Checkpoint log) {
        try {
            return sealToAll(letter, body(bundle, log, Bytes.owned(content)), bundle, gateway);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static Sealing sealToAll(Letter letter, Body body, Bundle bundle, SigningKey gateway) {
        List<Envelope> envelopes = new ArrayList<>(bundle.targets().size());
        for (Target to : bundle.targets()) {
            switch (DeviceSealer.seal(context(letter, to), body, to.key(), gateway)) {
                case io.sealpost.seal.message.SealingResult.Sealed(Bytes envelope) ->
                        envelopes.add(
                                new Envelope(
                                        to.device(), to.suite(), to.keyId(), envelope.toArray()));
                case io.sealpost.seal.message.SealingResult.CannotSeal(var reason) -> {
                    return new Unsealable(reason(reason));
                }
            }
        }
        return new Sealed(new Envelopes(bundle.listVersion(), bundle.listHash(), envelopes));
    }

    private static Body body(Bundle bundle, Checkpoint log, Bytes content) {
        return new Body(bundle.listVersion(), bundle.listHash(), log.size(), log.root(), content);
    }

    private static Context context(Letter letter, Target to) {
        GatewayHeader header = letter.header();
        return new Context(
                to.suite(),
                Mode.GATEWAY,
                Direction.TO_RECIPIENT,
                letter.to().business(),
                letter.message(),
                letter.to().recipient(),
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

    private static Reason reason(io.sealpost.seal.message.SealingResult.Reason reason) {
        return switch (reason) {
            case CONTENT_TOO_LARGE -> Reason.CONTENT_TOO_LARGE;
            // Keys were tried at enrolment.
            case UNUSABLE_KEY, OTHER_KEY -> Reason.NO_DEVICE;
        };
    }
}
