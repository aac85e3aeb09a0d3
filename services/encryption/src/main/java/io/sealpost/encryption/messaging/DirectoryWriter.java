package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the record of an outcome on {@code device-lists}, if it has one. Thread-safe. */
final class DirectoryWriter {
    private static final String TOPIC = Catalogue.get().named("device-lists").name();

    private final Codec<DeviceList> codec;

    DirectoryWriter(Codec<DeviceList> codec) {
        this.codec = codec;
    }

    List<ProducerRecord<String, byte[]>> write(RecipientRef owner, DirectoryOutcome outcome) {
        return switch (outcome) {
            case Enrolled(SignedDeviceList list) -> List.of(record(owner, list));
            case Revoked(SignedDeviceList list) -> List.of(record(owner, list));
            case TicketIssued _, PrekeysPublished _, Refused _ -> List.of();
        };
    }

    private ProducerRecord<String, byte[]> record(RecipientRef owner, SignedDeviceList list) {
        return new ProducerRecord<>(TOPIC, owner.key(), codec.encode(avro(list)));
    }

    private static DeviceList avro(SignedDeviceList signed) {
        var list = signed.list();
        var previous = list.previous();
        var signerDevice = signed.signerDevice();
        return DeviceList.newBuilder()
                .setBusiness(list.business().value())
                .setRecipient(list.recipient().value())
                .setVersion(list.version())
                .setPreviousHash(previous == null ? null : buffer(previous.bytes()))
                .setDevices(list.devices().stream().map(DirectoryWriter::device).toList())
                .setRevoked(list.revoked().stream().map(DeviceId::value).toList())
                .setIssuedAt(list.issuedAt())
                .setSigner(DirectoryEnums.avro(signed.signer()))
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

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }
}
