package io.sealpost.client.producer;

import io.sealpost.schemas.BusinessRecord;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest business record on {@code business-records}: it says whose key a link names. */
public final class BusinessRecords {
    private BusinessRecords() {}

    /** Whose key signed a business's record, and its fingerprint. */
    public record Voucher(Signer vouchedBy, Sha256 fingerprint) {}

    /** Empty where the business has no record yet, or one that none of its keys signed. */
    public static Optional<Voucher> voucher(
            Map<String, Object> connection, SchemaRegistry registry, BusinessId business) {
        return newest(connection, registry, business)
                .map(BusinessRecords::signed)
                .flatMap(BusinessRecords::voucher);
    }

    private static Optional<BusinessRecord> newest(
            Map<String, Object> connection, SchemaRegistry registry, BusinessId business) {
        Codec<BusinessRecord> codec = new Codec<>(registry, BusinessRecord.class);
        Stream.Builder<BusinessRecord> found = Stream.builder();
        try (TopicReader topic = TopicReader.fromStart(connection, "business-records")) {
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

    private static Optional<Voucher> voucher(SignedBusinessRecord signed) {
        VerifyKey own = signed.record().businessKey();
        List<VerifyKey> entitled = own == null ? signed.record().gatewayKeys() : List.of(own);
        byte[] message = signed.record().canonical();
        return entitled.stream()
                .filter(key -> key.verify(message, signed.signature().toArray()))
                .findFirst()
                .map(key -> new Voucher(signed.signer(), key.fingerprint()));
    }

    private static SignedBusinessRecord signed(BusinessRecord from) {
        byte[] business = bytes(from.getBusinessKey());
        byte[] previous = bytes(from.getPreviousHash());
        byte[] inbound = bytes(from.getInboundKey());
        return new SignedBusinessRecord(
                new io.sealpost.seal.directory.BusinessRecord(
                        new BusinessId(from.getBusiness()),
                        from.getVersion(),
                        previous == null ? null : Sha256.from(previous),
                        business == null ? null : VerifyKey.of(business),
                        from.getGatewayKeys().stream().map(BusinessRecords::key).toList(),
                        inbound == null ? null : XWingPublicKey.of(inbound),
                        from.getAllowedModes().stream()
                                .map(mode -> Mode.valueOf(mode.name()))
                                .toList(),
                        from.getValidFrom(),
                        from.getValidUntil()),
                Signer.valueOf(from.getSigner().name()),
                Bytes.owned(AvroBytes.of(from.getSignature())));
    }

    private static VerifyKey key(ByteBuffer raw) {
        return VerifyKey.of(AvroBytes.of(raw));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : AvroBytes.of(buffer);
    }
}
