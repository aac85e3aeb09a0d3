package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.ChainResult;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.directory.TrustedKeys;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryDeciderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final SigningKey GATEWAY = SigningKey.generate();
    private static final RecipientRef OWNER =
            new RecipientRef(new BusinessId("acme"), RecipientId.of(Secret.random(16).reveal()));
    private static final RecipientDirectory EMPTY =
            new RecipientDirectory(OWNER, GATEWAY, null, Map.of(), Map.of());

    private final Phone phone = Phone.of(OWNER);

    @Test
    void aTicketEnrolsOneDevice() {
        Recorded<DirectoryOutcome, RecipientDirectory> decision = enrolled(EMPTY, phone);

        assertThat(decision.outcome()).isEqualTo(new Enrolled(decision.next().newestList()));
        assertThat(decision.next().devices()).containsExactly(phone.device());
    }

    @Test
    void everyListIsSignedByTheGatewayAndLinkedToTheOneBefore() {
        RecipientDirectory one = enrolled(EMPTY, phone).next();
        RecipientDirectory two = enrolled(one, Phone.of(OWNER)).next();
        RecipientDirectory three = decide(two, revoke()).next();
        TrustedKeys trust = new TrustedKeys(null, Set.of(GATEWAY.verifyKey()));

        assertThat(one.newestList().check(null, trust)).isEqualTo(ChainResult.VALID);
        assertThat(two.newestList().check(one.newestList().list(), trust))
                .isEqualTo(ChainResult.VALID);
        assertThat(three.newestList().check(two.newestList().list(), trust))
                .isEqualTo(ChainResult.VALID);
        assertThat(three.newestList().list().version()).isEqualTo(3);
    }

    @Test
    void theSameCommandAtTheSameTimeGivesTheSameSignature() {
        RecipientDirectory ready = issued(EMPTY, phone);
        EnrolDevice enrol = phone.enrol(phone.lastResort(NOW));

        assertThat(decide(ready, enrol)).isEqualTo(decide(ready, enrol));
    }

    @Test
    void aRepeatedEnrolmentHasTheSameOutcome() {
        RecipientDirectory known = enrolled(EMPTY, phone).next();

        Decision<DirectoryOutcome, RecipientDirectory> again =
                DirectoryDecider.decide(
                        known, phone.enrol(phone.lastResort(NOW)), LATER.plusSeconds(1));

        assertThat(again).isEqualTo(Decision.recorded(new Enrolled(known.newestList()), known));
    }

    @Test
    void anotherDeviceWithAUsedTicketIsRefused() {
        RecipientDirectory known = enrolled(EMPTY, phone).next();
        Phone second = Phone.of(OWNER).withTicketOf(phone);

        assertRefused(decide(known, second.enrol(second.lastResort(NOW))), Reason.TICKET_USED);
    }

    @Test
    void theEleventhDeviceIsRefused() {
        RecipientDirectory full = EMPTY;
        for (int i = 0; i < DeviceList.MAX_DEVICES; i++) {
            full = enrolled(full, Phone.of(OWNER)).next();
        }

        assertRefused(enrolled(full, phone), Reason.TOO_MANY_DEVICES);
    }

    @Test
    void noDeviceIsAddedToAListThatNamesTooMany() {
        List<DeviceId> revoked =
                Stream.generate(() -> Phone.of(OWNER).device().id())
                        .limit(EnrolDevice.MAX_DEVICES_EVER)
                        .toList();
        DeviceList list =
                new DeviceList(
                        OWNER.business(), OWNER.recipient(), 1, null, List.of(), revoked, NOW);
        RecipientDirectory full =
                new RecipientDirectory(
                        OWNER,
                        GATEWAY,
                        list.signedBy(Signer.GATEWAY_KEY, GATEWAY),
                        Map.of(),
                        Map.of());

        assertRefused(enrolled(full, phone), Reason.TOO_MANY_DEVICES);
    }

    @Test
    void aRevokedDeviceCannotEnrolAgain() {
        RecipientDirectory known = enrolled(EMPTY, phone).next();
        RecipientDirectory without = decide(known, revoke()).next();
        Phone again = phone.withTicketOf(Phone.of(OWNER));

        assertThat(without.devices()).isEmpty();
        assertRefused(enrolled(without, again), Reason.BAD_PROOF);
    }

    @Test
    void revokingTwiceIsAlreadyDone() {
        RevokeDevice revoke = revoke();
        RecipientDirectory once = decide(enrolled(EMPTY, phone).next(), revoke).next();

        assertThat(decide(once, revoke))
                .isEqualTo(Decision.recorded(new Revoked(once.newestList()), once));
    }

    @Test
    void revokingAnUnknownDeviceIsRefused() {
        assertRefused(decide(EMPTY, revoke()), Reason.UNKNOWN_DEVICE);
    }

    @Test
    void issuingATicketTwiceIsAlreadyDoneUnlessItsFieldsDiffer() {
        RecipientDirectory once = issued(EMPTY, phone);

        assertThat(decide(once, phone.ticketIssued(LATER)))
                .isEqualTo(Decision.recorded(new TicketIssued(), once));
        assertRefused(decide(once, phone.ticketIssued(LATER.plusMillis(1))), Reason.BAD_TICKET);
    }

    @Test
    void anExpiredTicketIsNotIssued() {
        assertRefused(decide(EMPTY, phone.ticketIssued(NOW)), Reason.TICKET_EXPIRED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEnrolments")
    void aBadEnrolmentIsRefused(Reason reason, UnaryOperator<EnrolDevice> spoiled, Instant at) {
        EnrolDevice enrol = spoiled.apply(phone.enrol(phone.lastResort(NOW)));

        assertRefused(DirectoryDecider.decide(issued(EMPTY, phone), enrol, at), reason);
    }

    static Stream<Arguments> badEnrolments() {
        Phone other = Phone.of(OWNER);
        return Stream.of(
                bad(Reason.BAD_TICKET, e -> ticket(e, other), NOW),
                bad(Reason.BAD_PROOF, e -> redeem(e, other.ticket().redeem()), NOW),
                bad(Reason.TICKET_EXPIRED, e -> e, LATER),
                bad(Reason.SIGNATURE_INVALID, e -> prekeys(e, other.lastResort(NOW)), NOW),
                bad(
                        Reason.BAD_PROOF,
                        e -> prekeys(e, other.lastResort(NOW), other.lastResort(NOW)),
                        NOW),
                bad(
                        Reason.NOT_SUPPORTED_YET,
                        e -> prekeys(e, other.prekey(PrekeyKind.ONE_TIME, LATER, other.identity())),
                        NOW),
                bad(
                        Reason.TIME_OUT_OF_BOUNDS,
                        e ->
                                prekeys(
                                        e,
                                        other.prekey(
                                                PrekeyKind.LAST_RESORT, NOW, other.identity())),
                        NOW));
    }

    @Test
    void withoutAGatewayKeyTheBusinessIsUnknown() {
        RecipientDirectory unknown = new RecipientDirectory(OWNER, null, null, Map.of(), Map.of());

        assertRefused(decide(unknown, phone.ticketIssued(LATER)), Reason.UNKNOWN_BUSINESS);
    }

    @Test
    void aNewPrekeyReplacesTheOldOne() {
        RecipientDirectory known = enrolled(EMPTY, phone).next();
        SignedPrekey newer = phone.lastResort(LATER);

        Recorded<DirectoryOutcome, RecipientDirectory> decision = decide(known, publish(newer));

        assertThat(decision.outcome()).isEqualTo(new PrekeysPublished());
        assertThat(decision.next().enrolled().get(phone.device().id()))
                .extracting(EnrolledDevice::lastResort)
                .isEqualTo(newer);
    }

    @Test
    void anOlderPrekeyIsRefused() {
        RecipientDirectory known =
                decide(enrolled(EMPTY, phone).next(), publish(phone.lastResort(LATER))).next();

        assertRefused(decide(known, publish(phone.lastResort(NOW))), Reason.STALE_VERSION);
    }

    @Test
    void aPrekeyOfAnUnknownDeviceIsRefused() {
        assertRefused(decide(EMPTY, publish(phone.lastResort(NOW))), Reason.UNKNOWN_DEVICE);
    }

    private PublishPrekeys publish(SignedPrekey prekey) {
        return new PublishPrekeys(UUID.randomUUID(), OWNER, phone.device().id(), List.of(prekey));
    }

    private RevokeDevice revoke() {
        return new RevokeDevice(UUID.randomUUID(), OWNER, phone.device().id());
    }

    private static RecipientDirectory issued(RecipientDirectory known, Phone phone) {
        return decide(known, phone.ticketIssued(LATER)).next();
    }

    private static Recorded<DirectoryOutcome, RecipientDirectory> enrolled(
            RecipientDirectory known, Phone phone) {
        return decide(issued(known, phone), phone.enrol(phone.lastResort(NOW)));
    }

    private static Recorded<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, DirectoryCommand command) {
        return (Recorded<DirectoryOutcome, RecipientDirectory>)
                DirectoryDecider.decide(known, command, NOW);
    }

    private static void assertRefused(
            Decision<DirectoryOutcome, RecipientDirectory> decision, Reason reason) {
        assertThat(decision.outcome()).isEqualTo(new Refused(reason));
    }

    private static Arguments bad(Reason reason, UnaryOperator<EnrolDevice> spoiled, Instant at) {
        return Arguments.of(reason, spoiled, at);
    }

    private static EnrolDevice ticket(EnrolDevice e, Phone other) {
        return new EnrolDevice(
                e.id(), OWNER, other.ticket().id(), e.redeem(), e.device(), e.mac(), e.prekeys());
    }

    private static EnrolDevice redeem(EnrolDevice e, Secret redeem) {
        return new EnrolDevice(e.id(), OWNER, e.ticket(), redeem, e.device(), e.mac(), e.prekeys());
    }

    private static EnrolDevice prekeys(EnrolDevice e, SignedPrekey... prekeys) {
        return new EnrolDevice(
                e.id(), OWNER, e.ticket(), e.redeem(), e.device(), e.mac(), List.of(prekeys));
    }
}
