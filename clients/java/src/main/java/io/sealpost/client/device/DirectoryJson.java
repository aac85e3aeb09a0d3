package io.sealpost.client.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.BusinessRecord;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts signed objects from and to JSON: the fields of the schemas in {@code directory.avdl}, in
 * camel case; bytes in base64url, times in milliseconds since 1970. The signed bytes are rebuilt
 * from the fields, so the signature of an object with a changed field does not verify.
 */
final class DirectoryJson {
    private DirectoryJson() {}

    record BusinessRecordJson(
            String business,
            long version,
            byte @Nullable [] previousHash,
            byte @Nullable [] businessKey,
            List<byte[]> gatewayKeys,
            byte @Nullable [] inboundKey,
            List<Mode> allowedModes,
            long validFrom,
            long validUntil,
            Signer signer,
            byte[] signature) {}

    record DeviceListJson(
            String business,
            String recipient,
            long version,
            byte @Nullable [] previousHash,
            List<DeviceJson> devices,
            List<String> revoked,
            long issuedAt,
            Signer signer,
            @Nullable String signerDevice,
            byte[] signature) {}

    record DeviceJson(String device, byte[] identityKey, List<Integer> suites) {}

    record PrekeyJson(
            String kind,
            int suite,
            byte[] keyId,
            long notAfter,
            byte[] publicKey,
            byte[] signature) {
        static PrekeyJson of(SignedPrekey signed) {
            var prekey = signed.prekey();
            return new PrekeyJson(
                    prekey.kind().name(),
                    prekey.suite().code(),
                    prekey.keyId().bytes().toArray(),
                    prekey.notAfter().toEpochMilli(),
                    prekey.publicKey().bytes().toArray(),
                    signed.signature().toArray());
        }
    }

    /** Throws {@link IllegalArgumentException} where the JSON is not a business record. */
    static SignedBusinessRecord businessRecord(JsonNode node) {
        BusinessRecordJson from = read(node, BusinessRecordJson.class);
        return new SignedBusinessRecord(
                new BusinessRecord(
                        new BusinessId(from.business()),
                        from.version(),
                        hash(from.previousHash()),
                        key(from.businessKey()),
                        from.gatewayKeys().stream().map(VerifyKey::of).toList(),
                        inbound(from.inboundKey()),
                        from.allowedModes(),
                        Instant.ofEpochMilli(from.validFrom()),
                        Instant.ofEpochMilli(from.validUntil())),
                from.signer(),
                Bytes.of(from.signature()));
    }

    /** Throws {@link IllegalArgumentException} where the JSON is not a device list. */
    static SignedDeviceList deviceList(JsonNode node) {
        DeviceListJson from = read(node, DeviceListJson.class);
        String signedBy = from.signerDevice();
        return new SignedDeviceList(
                new DeviceList(
                        new BusinessId(from.business()),
                        new RecipientId(from.recipient()),
                        from.version(),
                        hash(from.previousHash()),
                        from.devices().stream().map(DirectoryJson::device).toList(),
                        from.revoked().stream().map(DeviceId::new).toList(),
                        Instant.ofEpochMilli(from.issuedAt())),
                from.signer(),
                signedBy == null ? null : new DeviceId(signedBy),
                Bytes.of(from.signature()));
    }

    static BusinessRecordJson of(SignedBusinessRecord signed) {
        BusinessRecord from = signed.record();
        VerifyKey own = from.businessKey();
        XWingPublicKey inbound = from.inboundKey();
        return new BusinessRecordJson(
                from.business().value(),
                from.version(),
                bytes(from.previous()),
                own == null ? null : own.bytes().toArray(),
                from.gatewayKeys().stream().map(key -> key.bytes().toArray()).toList(),
                inbound == null ? null : inbound.bytes().toArray(),
                from.allowedModes(),
                from.validFrom().toEpochMilli(),
                from.validUntil().toEpochMilli(),
                signed.signer(),
                signed.signature().toArray());
    }

    static DeviceListJson of(SignedDeviceList signed) {
        DeviceList from = signed.list();
        DeviceId signedBy = signed.signerDevice();
        return new DeviceListJson(
                from.business().value(),
                from.recipient().value(),
                from.version(),
                bytes(from.previous()),
                from.devices().stream().map(DirectoryJson::device).toList(),
                from.revoked().stream().map(DeviceId::value).toList(),
                from.issuedAt().toEpochMilli(),
                signed.signer(),
                signedBy == null ? null : signedBy.value(),
                signed.signature().toArray());
    }

    private static Device device(DeviceJson from) {
        return new Device(
                new DeviceId(from.device()), VerifyKey.of(from.identityKey()), from.suites());
    }

    private static DeviceJson device(Device from) {
        return new DeviceJson(
                from.id().value(), from.identityKey().bytes().toArray(), from.suites());
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return ApiClient.JSON.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a signed directory object");
        }
    }

    private static @Nullable Sha256 hash(byte @Nullable [] raw) {
        return raw == null ? null : Sha256.from(raw);
    }

    private static byte @Nullable [] bytes(@Nullable Sha256 hash) {
        return hash == null ? null : hash.toArray();
    }

    private static @Nullable VerifyKey key(byte @Nullable [] raw) {
        return raw == null ? null : VerifyKey.of(raw);
    }

    private static @Nullable XWingPublicKey inbound(byte @Nullable [] raw) {
        return raw == null ? null : XWingPublicKey.of(raw);
    }
}
