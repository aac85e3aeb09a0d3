package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.domain.DirectoryCommand.Enrol;
import io.sealpost.encryption.domain.DirectoryCommand.PublishPrekeys;
import io.sealpost.encryption.domain.DirectoryCommand.Revoke;
import io.sealpost.encryption.domain.Ruling.Verdict;
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
    private static final Directory EMPTY = new Directory(OWNER, GATEWAY, null, Map.of(), Map.of());

    private final Phone phone = Phone.of(OWNER);

    @Test
    void aTicketLetsOneDeviceIn() {
        Ruling ruling = enrolled(EMPTY, phone);

        assertThat(ruling.verdict()).isEqualTo(Verdict.ENROLLED);
        assertThat(ruling.next().list().orElseThrow().devices()).containsExactly(phone.device());
    }

    @Test
    void everyListIsSignedByTheGatewayAndContinuesTheOneBefore() {
        Directory one = enrolled(EMPTY, phone).next();
        Directory two = enrolled(one, Phone.of(OWNER)).next();
        Directory three =
                decide(two, new Revoke(UUID.randomUUID(), OWNER, phone.device().id())).next();
        TrustedKeys trust = new TrustedKeys(null, Set.of(GATEWAY.verifyKey()));

        assertThat(signed(one).check(null, trust)).isEqualTo(ChainResult.VALID);
        assertThat(signed(two).check(signed(one).list(), trust)).isEqualTo(ChainResult.VALID);
        assertThat(signed(three).check(signed(two).list(), trust)).isEqualTo(ChainResult.VALID);
        assertThat(signed(three).list().version()).isEqualTo(3);
    }

    @Test
    void theSameCommandAtTheSameTimeGivesTheSameSignature() {
        Directory ready = issued(EMPTY, phone);
        Enrol enrol = phone.enrol(phone.lastResort(NOW));

        assertThat(decide(ready, enrol)).isEqualTo(decide(ready, enrol));
    }

    @Test
    void theSameEnrolmentAgainIsAnsweredTheSame() {
        Directory known = enrolled(EMPTY, phone).next();

        Ruling again =
                DirectoryDecider.decide(
                        known, phone.enrol(phone.lastResort(NOW)), LATER.plusSeconds(1));

        assertThat(again).isEqualTo(new Ruling(Verdict.ENROLLED, Reason.NONE, known));
    }

    @Test
    void anotherDeviceWithAUsedTicketIsRefused() {
        Directory known = enrolled(EMPTY, phone).next();
        Phone second = Phone.of(OWNER).withTicketOf(phone);

        assertRefused(decide(known, second.enrol(second.lastResort(NOW))), Reason.TICKET_USED);
    }

    @Test
    void theEleventhDeviceIsRefused() {
        Directory full = EMPTY;
        for (int i = 0; i < DeviceList.MAX_DEVICES; i++) {
            full = enrolled(full, Phone.of(OWNER)).next();
        }

        assertRefused(enrolled(full, phone), Reason.TOO_MANY_DEVICES);
    }

    @Test
    void aListThatNamesTooManyDevicesTakesNoMore() {
        List<DeviceId> gone =
                Stream.generate(() -> Phone.of(OWNER).device().id())
                        .limit(DirectoryDecider.MOST_EVER)
                        .toList();
        DeviceList list =
                new DeviceList(OWNER.business(), OWNER.recipient(), 1, null, List.of(), gone, NOW);
        Directory full =
                new Directory(
                        OWNER,
                        GATEWAY,
                        list.signedBy(Signer.GATEWAY_KEY, GATEWAY),
                        Map.of(),
                        Map.of());

        assertRefused(enrolled(full, phone), Reason.TOO_MANY_DEVICES);
    }

    @Test
    void aRevokedDeviceDoesNotComeBack() {
        Directory known = enrolled(EMPTY, phone).next();
        Directory without =
                decide(known, new Revoke(UUID.randomUUID(), OWNER, phone.device().id())).next();
        Phone again = phone.withTicketOf(Phone.of(OWNER));

        assertThat(without.list().orElseThrow().devices()).isEmpty();
        assertRefused(enrolled(without, again), Reason.BAD_PROOF);
    }

    @Test
    void revokingTwiceIsAlreadyDone() {
        Revoke revoke = new Revoke(UUID.randomUUID(), OWNER, phone.device().id());
        Directory once = decide(enrolled(EMPTY, phone).next(), revoke).next();

        assertThat(decide(once, revoke)).isEqualTo(new Ruling(Verdict.REVOKED, Reason.NONE, once));
    }

    @Test
    void issuingATicketTwiceIsAlreadyDoneUnlessItSaysSomethingElse() {
        Directory once = issued(EMPTY, phone);

        assertThat(decide(once, phone.ticketIssued(LATER)).next()).isEqualTo(once);
        assertRefused(decide(once, phone.ticketIssued(LATER.plusMillis(1))), Reason.BAD_TICKET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEnrolments")
    void aBadEnrolmentIsRefused(Reason reason, UnaryOperator<Enrol> spoiled, Instant at) {
        Enrol enrol = spoiled.apply(phone.enrol(phone.lastResort(NOW)));

        assertRefused(DirectoryDecider.decide(issued(EMPTY, phone), enrol, at), reason);
    }

    static Stream<Arguments> badEnrolments() {
        Phone other = Phone.of(OWNER);
        return Stream.of(
                bad(Reason.BAD_TICKET, e -> ticket(e, other), NOW),
                bad(Reason.BAD_PROOF, e -> redeem(e, other.ticket().redeem()), NOW),
                bad(Reason.TICKET_EXPIRED, e -> e, LATER),
                bad(Reason.SIGNATURE_INVALID, e -> prekeys(e, other.lastResort(NOW)), NOW),
                bad(Reason.BAD_PROOF, e -> prekeys(e), NOW),
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
        Directory unknown = new Directory(OWNER, null, null, Map.of(), Map.of());

        assertRefused(decide(unknown, phone.ticketIssued(LATER)), Reason.UNKNOWN_BUSINESS);
    }

    @Test
    void aNewPrekeyTakesTheOldOnesPlace() {
        Directory known = enrolled(EMPTY, phone).next();
        SignedPrekey newer = phone.lastResort(LATER);

        Ruling ruling = decide(known, publish(newer));

        assertThat(ruling.verdict()).isEqualTo(Verdict.PREKEYS_PUBLISHED);
        assertThat(ruling.next().holdings().get(phone.device().id()))
                .extracting(Directory.Holding::lastResort)
                .isEqualTo(newer);
    }

    @Test
    void anOldPrekeyShownAgainIsRefused() {
        Directory known =
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

    private static Directory issued(Directory known, Phone phone) {
        return decide(known, phone.ticketIssued(LATER)).next();
    }

    private static Ruling enrolled(Directory known, Phone phone) {
        return decide(issued(known, phone), phone.enrol(phone.lastResort(NOW)));
    }

    private static Ruling decide(Directory known, DirectoryCommand command) {
        return DirectoryDecider.decide(known, command, NOW);
    }

    private static io.sealpost.seal.directory.SignedDeviceList signed(Directory directory) {
        return java.util.Objects.requireNonNull(directory.signed());
    }

    private static void assertRefused(Ruling ruling, Reason reason) {
        assertThat(ruling.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(ruling.reason()).isEqualTo(reason);
    }

    private static Arguments bad(Reason reason, UnaryOperator<Enrol> spoiled, Instant at) {
        return Arguments.of(reason, spoiled, at);
    }

    private static Enrol ticket(Enrol e, Phone other) {
        return new Enrol(
                e.id(), OWNER, other.ticket().id(), e.redeem(), e.device(), e.mac(), e.prekeys());
    }

    private static Enrol redeem(Enrol e, Secret redeem) {
        return new Enrol(e.id(), OWNER, e.ticket(), redeem, e.device(), e.mac(), e.prekeys());
    }

    private static Enrol prekeys(Enrol e, SignedPrekey... prekeys) {
        return new Enrol(
                e.id(), OWNER, e.ticket(), e.redeem(), e.device(), e.mac(), List.of(prekeys));
    }
}
