package io.sealpost.seal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceListTest {
    private static final SigningKey GATEWAY = SigningKey.generate();
    private static final SigningKey BUSINESS = SigningKey.generate();
    private static final SigningKey IDENTITY = SigningKey.generate();
    private static final TrustedKeys TRUST =
            new TrustedKeys(BUSINESS.verifyKey(), Set.of(GATEWAY.verifyKey()));
    private static final Device PHONE = device(1, IDENTITY);
    private static final Device LAPTOP = device(2, SigningKey.generate());
    private static final DeviceList FIRST = list(1, null, List.of(PHONE), List.of());

    @Test
    void listsHashesAndSignaturesAreAsPublished() {
        JsonObject vectors = Vectors.read("device-lists.json").getAsJsonObject();
        TrustedKeys trust = new TrustedKeys(null, Set.of(Vectors.verifyKey(vectors, "gatewayKey")));
        DeviceList before = null;
        for (JsonObject vector : Vectors.list(vectors.get("chain"))) {
            DeviceList list = read(vector.getAsJsonObject("list"));
            assertThat(list.canonical()).isEqualTo(Vectors.hex(vector, "canonical"));
            assertThat(list.hash().toArray()).isEqualTo(Vectors.hex(vector, "hash"));
            assertThat(list.identityKeyHash().toArray())
                    .isEqualTo(Vectors.hex(vector, "identityKeyHash"));
            assertThat(signed(list, vector).check(before, trust)).isEqualTo(ChainResult.VALID);
            before = list;
        }
    }

    @Test
    void theOrderOfTheDevicesDoesNotMatter() {
        DeviceList one = list(1, null, List.of(PHONE, LAPTOP), List.of());
        DeviceList other = list(1, null, List.of(LAPTOP, PHONE), List.of());
        assertThat(one).isEqualTo(other);
        assertThat(one.hash()).isEqualTo(other.hash());
    }

    @Test
    void theFirstListIsSignedByTheBusinessOrAGatewayAndNotByADevice() {
        assertThat(byBusiness(FIRST).check(null, TRUST)).isEqualTo(ChainResult.VALID);
        assertThat(byGateway(FIRST).check(null, TRUST)).isEqualTo(ChainResult.VALID);
        assertThat(FIRST.signedBy(PHONE.id(), IDENTITY).check(null, TRUST))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void aDeviceOfThePreviousVersionMaySignTheNext() {
        DeviceList second = list(2, FIRST.hash(), List.of(PHONE, LAPTOP), List.of());
        assertThat(second.signedBy(PHONE.id(), IDENTITY).check(FIRST, TRUST))
                .isEqualTo(ChainResult.VALID);
    }

    @Test
    void aDeviceCannotSignTheVersionThatAddsIt() {
        SigningKey intruder = SigningKey.generate();
        DeviceList second = list(2, FIRST.hash(), List.of(PHONE, device(3, intruder)), List.of());
        assertThat(second.signedBy(device(3, intruder).id(), intruder).check(FIRST, TRUST))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void aRevokedDeviceNoLongerSigns() {
        DeviceList second = list(2, FIRST.hash(), List.of(LAPTOP), List.of(PHONE.id()));
        DeviceList third = list(3, second.hash(), List.of(LAPTOP), List.of(PHONE.id()));
        assertThat(byGateway(second).check(FIRST, TRUST)).isEqualTo(ChainResult.VALID);
        assertThat(third.signedBy(PHONE.id(), IDENTITY).check(second, TRUST))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void aWrongKeyOrAChangedSignatureIsRefused() {
        SigningKey other = SigningKey.generate();
        assertThat(FIRST.signedBy(Signer.GATEWAY_KEY, other).check(null, TRUST))
                .isEqualTo(ChainResult.BAD_SIGNATURE);
        assertThat(FIRST.signedBy(Signer.BUSINESS_KEY, GATEWAY).check(null, TRUST))
                .isEqualTo(ChainResult.BAD_SIGNATURE);
        TrustedKeys withoutBusinessKey = new TrustedKeys(null, TRUST.gatewayKeys());
        assertThat(byBusiness(FIRST).check(null, withoutBusinessKey))
                .isEqualTo(ChainResult.UNTRUSTED_SIGNER);
    }

    @Test
    void rollbacksForksGapsAndBrokenLinksAreDistinguished() {
        DeviceList second = list(2, FIRST.hash(), List.of(PHONE, LAPTOP), List.of());
        DeviceList fork = list(2, FIRST.hash(), List.of(PHONE), List.of());
        DeviceList fourth = list(4, second.hash(), List.of(PHONE, LAPTOP), List.of());
        DeviceList unlinked = list(3, FIRST.hash(), List.of(PHONE, LAPTOP), List.of());
        assertThat(byGateway(FIRST).check(second, TRUST)).isEqualTo(ChainResult.STALE);
        assertThat(byGateway(second).check(second, TRUST)).isEqualTo(ChainResult.VALID);
        assertThat(byGateway(fork).check(second, TRUST)).isEqualTo(ChainResult.FORKED);
        assertThat(byGateway(fourth).check(second, TRUST)).isEqualTo(ChainResult.GAP);
        assertThat(byGateway(unlinked).check(second, TRUST)).isEqualTo(ChainResult.BROKEN_LINK);
    }

    @Test
    void aDeviceThatIsRemovedReturnsOrChangesItsKeyIsNoticed() {
        DeviceList lost = list(2, FIRST.hash(), List.of(LAPTOP), List.of());
        DeviceList rekeyed =
                list(2, FIRST.hash(), List.of(device(1, SigningKey.generate())), List.of());
        DeviceList revoked = list(2, FIRST.hash(), List.of(LAPTOP), List.of(PHONE.id()));
        DeviceList returned = list(3, revoked.hash(), List.of(LAPTOP, PHONE), List.of());
        assertThat(byGateway(lost).check(FIRST, TRUST)).isEqualTo(ChainResult.DEVICE_SWAPPED);
        assertThat(byGateway(rekeyed).check(FIRST, TRUST)).isEqualTo(ChainResult.DEVICE_SWAPPED);
        assertThat(byGateway(returned).check(revoked, TRUST)).isEqualTo(ChainResult.DEVICE_SWAPPED);
    }

    @Test
    void aListOfAnotherRecipientIsRefused() {
        DeviceList other =
                new DeviceList(
                        FIRST.business(),
                        RecipientId.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}),
                        2,
                        FIRST.hash(),
                        FIRST.devices(),
                        List.of(),
                        FIRST.issuedAt());
        assertThat(byGateway(other).check(FIRST, TRUST)).isEqualTo(ChainResult.OTHER_SUBJECT);
    }

    @Test
    void elevenDevicesOrARepeatedDeviceAreRefused() {
        List<Device> eleven =
                IntStream.rangeClosed(1, 11).mapToObj(n -> device(n, IDENTITY)).toList();
        assertThat(list(1, null, eleven.subList(0, 10), List.of()).devices()).hasSize(10);
        assertThatThrownBy(() -> list(1, null, eleven, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(1, null, List.of(PHONE, PHONE), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(1, null, List.of(PHONE), List.of(PHONE.id())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(2, null, List.of(PHONE), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SignedDeviceList byGateway(DeviceList list) {
        return list.signedBy(Signer.GATEWAY_KEY, GATEWAY);
    }

    private static SignedDeviceList byBusiness(DeviceList list) {
        return list.signedBy(Signer.BUSINESS_KEY, BUSINESS);
    }

    private static Device device(int number, SigningKey identity) {
        byte[] bits = new byte[16];
        bits[0] = (byte) (number * 8);
        return new Device(DeviceId.of(bits), identity.verifyKey(), List.of(1));
    }

    private static DeviceList list(
            long version, @Nullable Sha256 previous, List<Device> devices, List<DeviceId> revoked) {
        return new DeviceList(
                new BusinessId("acme"),
                RecipientId.of(new byte[16]),
                version,
                previous,
                devices,
                revoked,
                Instant.EPOCH);
    }

    private static DeviceList read(JsonObject list) {
        Bytes previous = Vectors.hexOrNull(list, "previous");
        return new DeviceList(
                Vectors.business(list),
                Vectors.recipient(list),
                Vectors.number(list, "version"),
                previous == null ? null : new Sha256(previous),
                Vectors.list(list.get("devices")).stream().map(DeviceListTest::readDevice).toList(),
                list.getAsJsonArray("revoked").asList().stream()
                        .map(id -> new DeviceId(id.getAsString()))
                        .toList(),
                Vectors.time(list, "issuedAt"));
    }

    static Device readDevice(JsonObject device) {
        return new Device(
                new DeviceId(Vectors.text(device, "id")),
                VerifyKey.of(Vectors.hex(device, "identityKey")),
                device.getAsJsonArray("suites").asList().stream()
                        .map(JsonElement::getAsInt)
                        .toList());
    }

    private static SignedDeviceList signed(DeviceList list, JsonObject vector) {
        String device = Vectors.textOrNull(vector, "signerDevice");
        return new SignedDeviceList(
                list,
                Signer.valueOf(Vectors.text(vector, "signer")),
                device == null ? null : new DeviceId(device),
                Bytes.of(Vectors.hex(vector, "signature")));
    }
}
