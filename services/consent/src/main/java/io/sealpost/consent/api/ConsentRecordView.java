package io.sealpost.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sealpost.consent.domain.ConsentRecord;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a consent, read from its canonical bytes. The bytes are included, so that a reader
 * can compare their hash with the one in a clearance. Times in ms, bytes in hex.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentRecordView(
        String purpose,
        String channel,
        long version,
        String state,
        String commandId,
        long decidedAt,
        @Nullable Long validUntil,
        @Nullable EvidenceView evidence,
        @Nullable String renews,
        String hash,
        String salt,
        String canonical) {

    /** The proof that the business keeps. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EvidenceView(
            String method, long collectedAt, String wordingSha256, @Nullable String reference) {}

    static ConsentRecordView of(byte[] canonical) {
        int end = canonical.length - ConsentRecord.SALT_SIZE;
        CanonicalReader fields =
                new CanonicalReader(
                        Arrays.copyOfRange(canonical, ConsentRecord.LABEL.length(), end));
        // Business and recipient are in the request.
        fields.text();
        fields.text();
        String purpose = fields.text();
        String channel = fields.text();
        long version = ByteBuffer.wrap(fields.bytes()).getLong();
        String state = fields.text();
        ByteBuffer commandId = ByteBuffer.wrap(fields.bytes());
        long decidedAt = fields.time().toEpochMilli();
        Long validUntil = time(fields.bytes());
        EvidenceView evidence = evidence(fields);
        String renews = hex(fields.bytes());
        fields.end();
        return new ConsentRecordView(
                purpose,
                channel,
                version,
                state,
                new UUID(commandId.getLong(), commandId.getLong()).toString(),
                decidedAt,
                validUntil,
                evidence,
                renews,
                Sha256.of(canonical).bytes().hex(),
                HexFormat.of().formatHex(canonical, end, canonical.length),
                HexFormat.of().formatHex(canonical));
    }

    private static @Nullable EvidenceView evidence(CanonicalReader fields) {
        String method = fields.text();
        Long collectedAt = time(fields.bytes());
        String wording = hex(fields.bytes());
        String reference = fields.text();
        return collectedAt == null || wording == null
                ? null
                : new EvidenceView(
                        method, collectedAt, wording, reference.isEmpty() ? null : reference);
    }

    private static @Nullable Long time(byte[] field) {
        return field.length == 0 ? null : ByteBuffer.wrap(field).getLong();
    }

    private static @Nullable String hex(byte[] field) {
        return field.length == 0 ? null : HexFormat.of().formatHex(field);
    }
}
