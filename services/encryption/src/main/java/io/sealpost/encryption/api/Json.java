package io.sealpost.encryption.api;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.wire.AvroBytes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signed objects as JSON: the fields of {@code directory.avdl} in camel case; bytes base64url
 * without padding, times milliseconds.
 */
final class Json {

    private Json() {}

    /** A signed device list. */
    record DeviceListBody(
            String business,
            String recipient,
            long version,
            byte @Nullable [] previousHash,
            List<DeviceBody> devices,
            List<String> revoked,
            long issuedAt,
            String signer,
            @Nullable String signerDevice,
            byte[] signature) {}

    /** A device of a list. */
    record DeviceBody(String device, byte[] identityKey, List<Integer> suites) {}

    /** A signed business record. */
    record BusinessRecordBody(
            String business,
            long version,
            byte @Nullable [] previousHash,
            byte @Nullable [] businessKey,
            List<byte[]> gatewayKeys,
            byte @Nullable [] inboundKey,
            List<String> allowedModes,
            long validFrom,
            long validUntil,
            String signer,
            byte[] signature) {}

    static DeviceListBody of(DeviceList list) {
        return new DeviceListBody(
                list.getBusiness(),
                list.getRecipient(),
                list.getVersion(),
                optional(list.getPreviousHash()),
                list.getDevices().stream().map(Json::of).toList(),
                list.getRevoked(),
                list.getIssuedAt().toEpochMilli(),
                list.getSigner().name(),
                list.getSignerDevice(),
                AvroBytes.of(list.getSignature()));
    }

    static BusinessRecordBody of(BusinessRecord record) {
        return new BusinessRecordBody(
                record.getBusiness(),
                record.getVersion(),
                optional(record.getPreviousHash()),
                optional(record.getBusinessKey()),
                record.getGatewayKeys().stream().map(AvroBytes::of).toList(),
                optional(record.getInboundKey()),
                record.getAllowedModes().stream().map(Enum::name).toList(),
                record.getValidFrom().toEpochMilli(),
                record.getValidUntil().toEpochMilli(),
                record.getSigner().name(),
                AvroBytes.of(record.getSignature()));
    }

    private static DeviceBody of(Device device) {
        return new DeviceBody(
                device.getDevice(), AvroBytes.of(device.getIdentityKey()), device.getSuites());
    }

    private static byte @Nullable [] optional(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : AvroBytes.of(buffer);
    }

    /** Bytes in bodies are base64url without padding. */
    @Singleton
    static final class Base64Url implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            var unused = mapper.setBase64Variant(Base64Variants.MODIFIED_FOR_URL);
        }
    }
}
