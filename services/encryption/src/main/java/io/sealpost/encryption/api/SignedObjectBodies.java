package io.sealpost.encryption.api;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.wire.AvroBytes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signed objects as JSON: the fields of {@code directory.avdl} in camel case. Bytes are base64url
 * without padding, times are milliseconds.
 */
final class SignedObjectBodies {

    private SignedObjectBodies() {}

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

    static DeviceListBody of(SignedDeviceList signed) {
        DeviceList list = signed.list();
        Sha256 previous = list.previous();
        DeviceId signerDevice = signed.signerDevice();
        return new DeviceListBody(
                list.business().value(),
                list.recipient().value(),
                list.version(),
                previous == null ? null : previous.toArray(),
                list.devices().stream().map(SignedObjectBodies::of).toList(),
                list.revoked().stream().map(DeviceId::value).toList(),
                list.issuedAt().toEpochMilli(),
                signed.signer().name(),
                signerDevice == null ? null : signerDevice.value(),
                signed.signature().toArray());
    }

    private static DeviceBody of(Device device) {
        return new DeviceBody(
                device.id().value(), device.identityKey().bytes().toArray(), device.suites());
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
