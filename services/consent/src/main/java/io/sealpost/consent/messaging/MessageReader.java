package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Question;
import io.sealpost.consent.domain.Scope;
import io.sealpost.consent.domain.Subject;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;

/** From the wire to the question a message asks. Ingest checked every form; this is who says so. */
final class MessageReader {

    private MessageReader() {}

    static Decoded<ClearanceInput> read(AcceptedMessage message) {
        MessageHeader header = message.getHeader();
        return isWellFormed(header)
                ? new Value<>(new ClearanceInput(message, question(header)))
                : new Undecodable<>(DeadLetterReason.BAD_FORM);
    }

    private static boolean isWellFormed(MessageHeader header) {
        return MessageId.isValid(header.getMessageId())
                && header.getRequestDigest().remaining() == Sha256.SIZE
                && header.getLane() != Lane.UNKNOWN
                && BusinessId.isValid(header.getBusiness())
                && RecipientId.isValid(header.getRecipient())
                && Purpose.isValid(header.getPurpose());
    }

    private static Question question(MessageHeader header) {
        return new Question(
                new Subject(
                        new BusinessId(header.getBusiness()),
                        new RecipientId(header.getRecipient())),
                new Scope(new Purpose(header.getPurpose()), Enums.domain(header.getChannel())));
    }
}
