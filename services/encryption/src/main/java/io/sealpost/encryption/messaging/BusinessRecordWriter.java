package io.sealpost.encryption.messaging;

import io.sealpost.schemas.BusinessRecord;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes signed business records as the records of {@code business-records}. */
final class BusinessRecordWriter {
    private BusinessRecordWriter() {}

    static BusinessRecord avro(SignedBusinessRecord signed) {
        var record = signed.record();
        var previous = record.previous();
        var businessKey = record.businessKey();
        var inboundKey = record.inboundKey();
        return BusinessRecord.newBuilder()
                .setBusiness(record.business().value())
                .setVersion(record.version())
                .setPreviousHash(buffer(previous == null ? null : previous.bytes()))
                .setBusinessKey(buffer(businessKey == null ? null : businessKey.bytes()))
                .setGatewayKeys(
                        record.gatewayKeys().stream()
                                .map(key -> ByteBuffer.wrap(key.bytes().toArray()))
                                .toList())
                .setInboundKey(buffer(inboundKey == null ? null : inboundKey.bytes()))
                .setAllowedModes(record.allowedModes().stream().map(Enums::avro).toList())
                .setValidFrom(record.validFrom())
                .setValidUntil(record.validUntil())
                .setSigner(DirectoryEnums.avro(signed.signer()))
                .setSignature(ByteBuffer.wrap(signed.signature().toArray()))
                .build();
    }

    private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes.toArray());
    }
}
