package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.ChainResult;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.SigningKey;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VerifiedDirectoryTest {
    private final TestBusiness business = new TestBusiness();
    private final DeviceIdentity identity = TestBusiness.identity();
    private final TicketLink link = business.link(identity.recipient(), "http://127.0.0.1:7503");
    private final SignedBusinessRecord record = business.record();
    private final SignedDeviceList list =
            business.list(identity.recipient(), List.of(TestBusiness.device(identity)));
    private final VerifiedDirectory known = VerifiedDirectory.first(link, identity, record, list);

    @Test
    void aRecordThatOnlyMentionsThePinnedKeyIsRefused() {
        SigningKey attacker = SigningKey.generate();
        SignedBusinessRecord forged =
                business.record(1, null, List.of(business.gatewayKey, attacker), attacker);

        assertRefused(
                ChainResult.BAD_SIGNATURE,
                () -> VerifiedDirectory.first(link, identity, forged, list));
    }

    @Test
    void aListWithoutThisDeviceIsRefused() {
        SignedDeviceList others =
                business.list(
                        identity.recipient(),
                        List.of(TestBusiness.device(TestBusiness.identity())));

        assertRefused(
                ChainResult.DEVICE_SWAPPED,
                () -> VerifiedDirectory.first(link, identity, record, others));
    }

    @Test
    void aListWithThisDeviceUnderAnotherKeyIsRefused() {
        Device swapped =
                new Device(identity.device(), SigningKey.generate().verifyKey(), List.of(1));
        SignedDeviceList forged = business.list(identity.recipient(), List.of(swapped));

        assertRefused(
                ChainResult.DEVICE_SWAPPED,
                () -> VerifiedDirectory.first(link, identity, record, forged));
    }

    @Test
    void theNextListIsAccepted() {
        SignedDeviceList next = next(2, list.list().hash());

        assertThat(known.with(next).devices()).isEqualTo(next);
    }

    @Test
    void aListWhoseChainIsBrokenIsRefused() {
        assertRefused(
                ChainResult.BROKEN_LINK, () -> known.with(next(2, Sha256.of(new byte[] {1}))));
    }

    @Test
    void aLowerVersionThanTheHighestSeenIsRefused() {
        VerifiedDirectory newer = known.with(next(2, list.list().hash()));

        assertRefused(ChainResult.STALE, () -> newer.with(list));
    }

    @Test
    void aBusinessRecordSignedOnlyByANewKeyIsRefused() {
        SigningKey other = SigningKey.generate();
        SignedBusinessRecord replaced =
                business.record(2, record.record().hash(), List.of(other), other);

        assertRefused(ChainResult.BAD_SIGNATURE, () -> known.with(replaced));
    }

    @Test
    void aReplacedGatewayKeyIsCertifiedByTheOneBefore() {
        SigningKey next = SigningKey.generate();
        SignedBusinessRecord renewed =
                business.record(2, record.record().hash(), List.of(next), business.gatewayKey);

        assertThat(known.with(renewed).senders(Mode.GATEWAY)).containsExactly(next.verifyKey());
    }

    @Test
    void nobodyMaySendInSenderModeForABusinessWithoutAKey() {
        assertThat(known.senders(Mode.SENDER)).isEmpty();
    }

    private SignedDeviceList next(long version, Sha256 previous) {
        return business.list(
                identity.recipient(),
                version,
                previous,
                List.of(
                        TestBusiness.device(identity),
                        TestBusiness.device(TestBusiness.identity())),
                business.gatewayKey);
    }

    private static void assertRefused(ChainResult result, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UntrustedDirectory.class,
                        refused -> assertThat(refused.result()).isEqualTo(result));
    }
}
