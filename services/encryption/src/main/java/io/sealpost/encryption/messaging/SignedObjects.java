package io.sealpost.encryption.messaging;

import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Signer;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.DeviceId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The signed objects of the directory as records of their topics. */
public final class SignedObjects {

    private SignedObjects() {}

    public static BusinessRecord record(SignedBusinessRecord signed) {
        io.sealpost.seal.directory.BusinessRecord record = signed.record();
        var businessKey = record.businessKey();
        var inboundKey = record.inboundKey();
        return BusinessRecord.newBuilder()
                .setBusiness(record.business().value())
                .setVersion(record.version())
                .setPreviousHash(hash(record.previous()))
                .setBusinessKey(businessKey == null ? null : buffer(businessKey.bytes()))
                .setGatewayKeys(
                        record.gatewayKeys().stream().map(key -> buffer(key.bytes())).toList())
                .setInboundKey(inboundKey == null ? null : buffer(inboundKey.bytes()))
                .setAllowedModes(
                        record.allowedModes().stream()
                                .map(mode -> Mode.valueOf(mode.name()))
                                .toList())
                .setValidFrom(record.validFrom())
                .setValidUntil(record.validUntil())
                .setSigner(Signer.valueOf(signed.signer().name()))
                .setSignature(buffer(signed.signature()))
                .build();
    }

    public static DeviceList list(SignedDeviceList signed) {
        io.sealpost.seal.directory.DeviceList list = signed.list();
        DeviceId signerDevice = signed.signerDevice();
        return DeviceList.newBuilder()
                .setBusiness(list.business().value())
                .setRecipient(list.recipient().value())
                .setVersion(list.version())
                .setPreviousHash(hash(list.previous()))
                .setDevices(list.devices().stream().map(SignedObjects::device).toList())
                .setRevoked(list.revoked().stream().map(DeviceId::value).toList())
                .setIssuedAt(list.issuedAt())
                .setSigner(Signer.valueOf(signed.signer().name()))
                .setSignerDevice(signerDevice == null ? null : signerDevice.value())
                .setSignature(buffer(signed.signature()))
                .build();
    }

    private static Device device(io.sealpost.seal.directory.Device device) {
        return Device.newBuilder()
                .setDevice(device.id().value())
                .setIdentityKey(buffer(device.identityKey().bytes()))
                .setSuites(device.suites())
                .build();
    }

    private static @Nullable ByteBuffer hash(@Nullable Sha256 hash) {
        return hash == null ? null : buffer(hash.bytes());
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }
}
