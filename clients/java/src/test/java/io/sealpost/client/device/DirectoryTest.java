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

class DirectoryTest {
    private final Business business = new Business();
    private final Owner owner = Business.owner();
    private final TicketLink link = business.link(owner.recipient(), "http://127.0.0.1:7503");
    private final SignedBusinessRecord record = business.record();
    private final SignedDeviceList list =
            business.list(owner.recipient(), List.of(Business.device(owner)));
    private final Directory known = Directory.first(link, owner, record, list);

    @Test
    void aRecordThatOnlyMentionsThePinnedKeyIsRefused() {
        SigningKey attacker = SigningKey.generate();
        SignedBusinessRecord forged =
                business.record(1, null, List.of(business.gatewayKey, attacker), attacker);

        assertRefused(ChainResult.BAD_SIGNATURE, () -> Directory.first(link, owner, forged, list));
    }

    @Test
    void aListWithoutThisDeviceIsRefused() {
        SignedDeviceList others =
                business.list(owner.recipient(), List.of(Business.device(Business.owner())));

        assertRefused(ChainResult.DEVICE_SWAPPED, () -> Directory.first(link, owner, record, others));
    }

    @Test
    void aListWithThisDeviceUnderAnotherKeyIsRefused() {
        Device swapped = new Device(owner.device(), SigningKey.generate().verifyKey(), List.of(1));
        SignedDeviceList forged = business.list(owner.recipient(), List.of(swapped));

        assertRefused(ChainResult.DEVICE_SWAPPED, () -> Directory.first(link, owner, record, forged));
    }

    @Test
    void theNextListIsTaken() {
        SignedDeviceList next = next(2, list.list().hash());

        assertThat(known.learned(next).devices()).isEqualTo(next);
    }

    @Test
    void aListWhoseChainIsBrokenIsRefused() {
        assertRefused(ChainResult.BROKEN_LINK, () -> known.learned(next(2, Sha256.of(new byte[] {1}))));
    }

    @Test
    void aLowerVersionThanTheHighestSeenIsRefused() {
        Directory newer = known.learned(next(2, list.list().hash()));

        assertRefused(ChainResult.STALE, () -> newer.learned(list));
    }

    @Test
    void aBusinessRecordSignedByANewKeyAloneIsAChangeOfIdentity() {
        SigningKey other = SigningKey.generate();
        SignedBusinessRecord taken =
                business.record(2, record.record().hash(), List.of(other), other);

        assertRefused(ChainResult.BAD_SIGNATURE, () -> known.learned(taken));
    }

    @Test
    void aReplacedGatewayKeyIsCertifiedByTheOneBefore() {
        SigningKey next = SigningKey.generate();
        SignedBusinessRecord renewed =
                business.record(2, record.record().hash(), List.of(next), business.gatewayKey);

        assertThat(known.learned(renewed).senders(Mode.GATEWAY)).containsExactly(next.verifyKey());
    }

    @Test
    void nobodyMaySendInSenderModeForABusinessWithoutAKey() {
        assertThat(known.senders(Mode.SENDER)).isEmpty();
    }

    private SignedDeviceList next(long version, Sha256 previous) {
        return business.list(
                owner.recipient(),
                version,
                previous,
                List.of(Business.device(owner), Business.device(Business.owner())),
                business.gatewayKey);
    }

    private static void assertRefused(ChainResult verdict, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChainRefused.class,
                        refused -> assertThat(refused.verdict()).isEqualTo(verdict));
    }
}
