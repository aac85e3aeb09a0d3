package io.sealpost.client.producer;

import io.sealpost.schemas.BusinessRecord;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the topic {@code business-records}: a ticket's link names the key that signed a record. */
public final class BusinessRecords {
    private static final String TOPIC = Catalogue.get().named("business-records").name();

    private BusinessRecords() {}

    /** The kind of the key that signed a business's record, and that key's fingerprint. */
    public record RecordSigner(Signer kind, Sha256 fingerprint) {}

    /**
     * The signer of a business's newest record. Blocks while it reads the topic.
     *
     * @return empty where the business has no record yet, or none of its keys signed it
     * @throws org.apache.kafka.common.errors.TimeoutException where the topic could not be read to
     *     its end within 30 s
     */
    public static Optional<RecordSigner> signer(Connection connection, BusinessId business) {
        return newest(connection, business)
                .flatMap(BusinessRecords::signed)
                .flatMap(BusinessRecords::signer);
    }

    private static Optional<BusinessRecord> newest(Connection connection, BusinessId business) {
        Codec<BusinessRecord> codec =
                new Codec<>(connection.schemaRegistry(), BusinessRecord.class);
        Stream.Builder<BusinessRecord> found = Stream.builder();
        try (TopicReader topic = TopicReader.fromStart(connection, TOPIC)) {
            topic.readToEnd(
                    record -> {
                        if (business.value().equals(record.key())
                                && codec.decode(record.value())
                                        instanceof Decoded.Value<BusinessRecord>(var value)) {
                            found.add(value);
                        }
                    });
        }
        return found.build().max(Comparator.comparing(BusinessRecord::getVersion));
    }

    private static Optional<RecordSigner> signer(SignedBusinessRecord signed) {
        VerifyKey own = signed.record().businessKey();
        List<VerifyKey> entitled = own == null ? signed.record().gatewayKeys() : List.of(own);
        byte[] message = signed.record().canonical();
        return entitled.stream()
                .filter(key -> key.verify(message, signed.signature().toArray()))
                .findFirst()
                .map(key -> new RecordSigner(signed.signer(), key.fingerprint()));
    }

    /** Empty for a kind of signer that this version does not know. */
    private static Optional<SignedBusinessRecord> signed(BusinessRecord from) {
        return kind(from.getSigner())
                .map(
                        signer ->
                                new SignedBusinessRecord(
                                        record(from),
                                        signer,
                                        Bytes.owned(AvroBytes.of(from.getSignature()))));
    }

    private static io.sealpost.seal.directory.BusinessRecord record(BusinessRecord from) {
        byte[] business = bytes(from.getBusinessKey());
        byte[] previous = bytes(from.getPreviousHash());
        byte[] inbound = bytes(from.getInboundKey());
        return new io.sealpost.seal.directory.BusinessRecord(
                new BusinessId(from.getBusiness()),
                from.getVersion(),
                previous == null ? null : Sha256.from(previous),
                business == null ? null : VerifyKey.of(business),
                from.getGatewayKeys().stream().map(BusinessRecords::key).toList(),
                inbound == null ? null : XWingPublicKey.of(inbound),
                from.getAllowedModes().stream().map(Enums::domain).toList(),
                from.getValidFrom(),
                from.getValidUntil());
    }

    private static Optional<Signer> kind(io.sealpost.schemas.Signer signer) {
        return switch (signer) {
            case BUSINESS_KEY -> Optional.of(Signer.BUSINESS_KEY);
            case GATEWAY_KEY -> Optional.of(Signer.GATEWAY_KEY);
            case DEVICE -> Optional.of(Signer.DEVICE);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static VerifyKey key(ByteBuffer raw) {
        return VerifyKey.of(AvroBytes.of(raw));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : AvroBytes.of(buffer);
    }
}
