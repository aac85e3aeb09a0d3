package io.sealpost.delivery.steps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealpost.delivery.domain.ConsentVersion;
import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.Sealed;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.message.Direction;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Enums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * From a sealed message to the item for each device's mailbox. The message's JSON for the push
 * frame is written here, once.
 */
final class MailboxItems {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int TYPICAL_FRAME_SIZE = 768;

    private MailboxItems() {}

    static List<MailboxItem> of(Sealed sealed, long order) {
        MessageHeader header = sealed.getHeader();
        int partition = ConsentPartition.of(header.getRecipient());
        Lane lane = Enums.domain(header.getLane());
        ConsentVersion consent = consent(sealed);
        return sealed.getEnvelopes().stream()
                .map(
                        envelope ->
                                new MailboxItem(
                                        new MessageId(header.getMessageId()),
                                        new BusinessId(header.getBusiness()),
                                        new RecipientId(header.getRecipient()),
                                        new DeviceId(envelope.getDevice()),
                                        lane,
                                        order,
                                        header.getNotBefore(),
                                        end(header, sealed.getClearance()),
                                        consent,
                                        partition,
                                        frame(header, sealed.getClearance(), envelope),
                                        AvroBytes.of(envelope.getSealed())))
                .toList();
    }

    private static ConsentVersion consent(Sealed sealed) {
        return new ConsentVersion(
                new Purpose(sealed.getHeader().getPurpose()),
                Enums.domain(sealed.getHeader().getChannel()),
                sealed.getClearance().getVersion());
    }

    /** A message ends at its expiry, or when the consent that it was cleared under ends. */
    private static Instant end(MessageHeader header, Clearance clearance) {
        Instant consentEnds = clearance.getValidUntil();
        return consentEnds == null || header.getExpiresAt().isBefore(consentEnds)
                ? header.getExpiresAt()
                : consentEnds;
    }

    private static byte[] frame(MessageHeader header, Clearance clearance, Envelope envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_FRAME_SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("messageId", header.getMessageId().toString());
            json.writeNumberField("suite", envelope.getSuite());
            json.writeStringField("mode", header.getMode().name());
            json.writeStringField("direction", Direction.TO_RECIPIENT.name());
            json.writeStringField("business", header.getBusiness());
            json.writeStringField("recipient", header.getRecipient());
            json.writeStringField("device", envelope.getDevice());
            json.writeStringField("keyId", base64(envelope.getKeyId()));
            json.writeStringField("purpose", header.getPurpose());
            json.writeStringField("category", header.getCategory().name());
            if (header.getTemplateId() != null) {
                json.writeStringField("templateId", header.getTemplateId());
            }
            if (header.getTemplateVersion() != null) {
                json.writeNumberField("templateVersion", header.getTemplateVersion());
            }
            json.writeStringField("contentType", header.getContentType());
            json.writeNumberField("sentAt", header.getSentAt().toEpochMilli());
            json.writeNumberField("expiresAt", header.getExpiresAt().toEpochMilli());
            json.writeObjectFieldStart("clearance");
            json.writeStringField("recordHash", base64(clearance.getRecordHash()));
            json.writeNumberField("version", clearance.getVersion());
            json.writeNumberField("clearedAt", clearance.getClearedAt().toEpochMilli());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String base64(ByteBuffer buffer) {
        return BASE64.encodeToString(AvroBytes.of(buffer));
    }
}
