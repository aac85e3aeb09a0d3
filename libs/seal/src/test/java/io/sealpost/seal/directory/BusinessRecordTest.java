package io.sealpost.seal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BusinessRecordTest {
    private static final SigningKey BUSINESS = SigningKey.generate();
    private static final SigningKey GATEWAY = SigningKey.generate();
    private static final BusinessRecord FIRST = record(1, null, BUSINESS.verifyKey());

    @Test
    void recordsAreAsPublished() {
        BusinessRecord before = null;
        for (JsonObject vector : Vectors.list(Vectors.read("business-records.json"))) {
            BusinessRecord record = read(vector.getAsJsonObject("record"));
            assertThat(record.hash().toArray()).isEqualTo(Vectors.hex(vector, "hash"));
            SignedBusinessRecord signed =
                    new SignedBusinessRecord(
                            record,
                            Signer.valueOf(Vectors.text(vector, "signer")),
                            Bytes.of(Vectors.hex(vector, "signature")));
            assertThat(signed.check(before)).isEqualTo(ChainResult.VALID);
            before = record;
        }
    }

    @Test
    void onlyAKeyOfThePreviousVersionMaySignTheNext() {
        SigningKey next = SigningKey.generate();
        BusinessRecord second = record(2, FIRST.hash(), next.verifyKey());
        assertThat(second.signedBy(Signer.BUSINESS_KEY, BUSINESS).check(FIRST))
                .isEqualTo(ChainResult.VALID);
        assertThat(second.signedBy(Signer.BUSINESS_KEY, next).check(FIRST))
                .isEqualTo(ChainResult.BAD_SIGNATURE);
        assertThat(second.signedBy(Signer.GATEWAY_KEY, GATEWAY).check(FIRST))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
        assertThat(second.signedBy(Signer.DEVICE, next).check(FIRST))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void aGatewaySignsOnlyWhereTheBusinessHasNoKey() {
        BusinessRecord keyless = record(1, null, null);
        BusinessRecord second = record(2, keyless.hash(), BUSINESS.verifyKey());
        assertThat(keyless.signedBy(Signer.GATEWAY_KEY, GATEWAY).check(null))
                .isEqualTo(ChainResult.VALID);
        assertThat(second.signedBy(Signer.GATEWAY_KEY, GATEWAY).check(keyless))
                .isEqualTo(ChainResult.VALID);
        assertThat(FIRST.signedBy(Signer.GATEWAY_KEY, GATEWAY).check(null))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void aBrokenChainIsAChangeOfIdentity() {
        BusinessRecord unlinked = record(2, Sha256.OF_NOTHING, BUSINESS.verifyKey());
        BusinessRecord gap = record(3, FIRST.hash(), BUSINESS.verifyKey());
        assertThat(unlinked.signedBy(Signer.BUSINESS_KEY, BUSINESS).check(FIRST))
                .isEqualTo(ChainResult.BROKEN_LINK);
        assertThat(gap.signedBy(Signer.BUSINESS_KEY, BUSINESS).check(FIRST))
                .isEqualTo(ChainResult.GAP);
        assertThat(FIRST.signedBy(Signer.BUSINESS_KEY, BUSINESS).check(gap))
                .isEqualTo(ChainResult.STALE);
        assertThatThrownBy(() -> record(1, Sha256.OF_NOTHING, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void validityIncludesItsStartAndExcludesItsEnd() {
        assertThat(FIRST.isValidAt(FIRST.validFrom())).isTrue();
        assertThat(FIRST.isValidAt(FIRST.validFrom().minusMillis(1))).isFalse();
        assertThat(FIRST.isValidAt(FIRST.validUntil())).isFalse();
    }

    private static BusinessRecord record(
            long version, @Nullable Sha256 previous, @Nullable VerifyKey key) {
        return new BusinessRecord(
                new BusinessId("acme"),
                version,
                previous,
                key,
                List.of(GATEWAY.verifyKey()),
                null,
                List.of(Mode.GATEWAY),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60));
    }

    private static BusinessRecord read(JsonObject record) {
        Bytes previous = Vectors.hexOrNull(record, "previous");
        Bytes businessKey = Vectors.hexOrNull(record, "businessKey");
        Bytes inboundKey = Vectors.hexOrNull(record, "inboundKey");
        return new BusinessRecord(
                Vectors.business(record),
                Vectors.number(record, "version"),
                previous == null ? null : new Sha256(previous),
                businessKey == null ? null : new VerifyKey(businessKey),
                texts(record, "gatewayKeys").stream()
                        .map(key -> new VerifyKey(Bytes.ofHex(key)))
                        .toList(),
                inboundKey == null ? null : new XWingPublicKey(inboundKey),
                texts(record, "allowedModes").stream().map(Mode::valueOf).toList(),
                Vectors.time(record, "validFrom"),
                Vectors.time(record, "validUntil"));
    }

    private static List<String> texts(JsonObject source, String field) {
        JsonArray array = source.getAsJsonArray(field);
        return array.asList().stream().map(element -> element.getAsString()).toList();
    }
}
