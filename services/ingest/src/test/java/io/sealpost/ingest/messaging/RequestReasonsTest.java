package io.sealpost.ingest.messaging;

import static io.sealpost.ingest.Samples.BUSINESS;
import static io.sealpost.ingest.Samples.bytes;
import static io.sealpost.ingest.Samples.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.Samples;
import io.sealpost.ingest.domain.Arrival;
import io.sealpost.ingest.domain.BusinessState;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.ingest.domain.BusinessState.Unknown;
import io.sealpost.ingest.domain.RequestDecider;
import io.sealpost.ingest.domain.RequestOutcome;
import io.sealpost.ingest.domain.RequestOutcome.Accepted;
import io.sealpost.ingest.domain.RequestOutcome.Rejected;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.Envelope;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tenant sends, and the reason it is rejected with. */
class RequestReasonsTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final BusinessId ACME = new BusinessId(BUSINESS);
    private static final byte[] ANY = {};
    private static final Set<io.sealpost.seal.id.Mode> BOTH =
            Set.of(io.sealpost.seal.id.Mode.SENDER, io.sealpost.seal.id.Mode.GATEWAY);
    private static final Set<io.sealpost.seal.id.Mode> GATEWAY =
            Set.of(io.sealpost.seal.id.Mode.GATEWAY);

    /** One line of the table: the request's sender and topic, how it is spoilt, what it gets. */
    record Case(
            Reason reason,
            String what,
            BusinessState business,
            boolean urgent,
            UnaryOperator<SendRequest.Builder> spoil) {
        @Override
        public String toString() {
            return reason + ": " + what;
        }
    }

    static List<Case> rejected() {
        return List.of(
                new Case(
                        Reason.UNKNOWN_BUSINESS,
                        "nobody registered it",
                        new Unknown(ACME),
                        false,
                        r -> r),
                new Case(
                        Reason.SUSPENDED_BUSINESS,
                        "the operator suspended it",
                        business(Status.SUSPENDED, GATEWAY),
                        false,
                        r -> r),
                bulk(
                        Reason.BUSINESS_MISMATCH,
                        "another's name on one's own topic",
                        r -> r.setBusiness("bcme")),
                bulk(
                        Reason.BAD_REQUEST_ID,
                        "a UUIDv4",
                        r ->
                                r.setRequestId(
                                        UUID.fromString("018f4a00-0000-4000-8000-000000000000"))),
                sent(
                        "a millisecond more than seven days ago",
                        NOW.minus(Duration.ofDays(7)).minusMillis(1)),
                sent("more than ten minutes ahead", NOW.plus(Duration.ofMinutes(10)).plusMillis(1)),
                sent("in the year 1970", Instant.EPOCH),
                recipient("a telephone number", "+4915112345678"),
                recipient("nothing", ""),
                recipient("upper case", "r_" + "A".repeat(26)),
                recipient("bits left over", "r_" + "a".repeat(25) + "b"),
                recipient("one character more", "r_" + "a".repeat(27)),
                recipient("a new line at the end", "r_" + "a".repeat(26) + "\n"),
                purpose("nothing", ""),
                purpose("a blank", "order updates"),
                purpose("64 characters", "a".repeat(64)),
                bulk(Reason.UNKNOWN_CATEGORY, "none", r -> r.setCategory(Category.UNKNOWN)),
                bulk(Reason.UNKNOWN_CHANNEL, "none", r -> r.setChannel(Channel.UNKNOWN)),
                bulk(Reason.UNKNOWN_MODE, "none", r -> r.setMode(Mode.UNKNOWN)),
                urgent(Category.MARKETING),
                urgent(Category.UTILITY),
                new Case(
                        Reason.MODE_NOT_ALLOWED,
                        "SENDER by a GATEWAY-only business",
                        business(Status.ACTIVE, GATEWAY),
                        false,
                        RequestReasonsTest::sender),
                new Case(
                        Reason.MODE_NOT_ALLOWED,
                        "GATEWAY by a SENDER-only business",
                        business(Status.ACTIVE, Set.of(io.sealpost.seal.id.Mode.SENDER)),
                        false,
                        r -> r),
                new Case(
                        Reason.NOT_SUPPORTED_YET,
                        "SENDER by a business that may",
                        business(Status.ACTIVE, BOTH),
                        false,
                        RequestReasonsTest::sender),
                contentType("nothing", ""),
                contentType("no subtype", "text"),
                contentType("a line break", "text/plain;\r\nx"),
                contentType("128 characters", "text/" + "a".repeat(123)),
                bulk(Reason.BAD_TEMPLATE, "no version", r -> r.setTemplateId("welcome")),
                bulk(Reason.BAD_TEMPLATE, "no id", r -> r.setTemplateVersion(1)),
                template("version 0", "welcome", 0),
                template("a blank", "wel come", 1),
                template("129 characters", "a".repeat(129), 1),
                expires("at once", NOW),
                expires("in less than a second", NOW.plusMillis(999)),
                expires("before it is sent", NOW.minusSeconds(60)),
                expires("after 30 days", NOW.plus(Duration.ofDays(30)).plusMillis(1)),
                bulk(
                        Reason.EXPIRED,
                        "its time was up when it came",
                        r -> r.setRequestId(id(NOW.minusSeconds(60))).setExpiresAt(NOW)),
                bulk(
                        Reason.NOT_BEFORE_OUT_OF_BOUNDS,
                        "held for more than 36 hours",
                        r -> r.setNotBefore(NOW.plus(Duration.ofHours(36)).plusMillis(1))),
                bulk(Reason.CONTENT_MISSING, "none", r -> r.setGateway(null)),
                bulk(
                        Reason.CONTENT_MODE_MISMATCH,
                        "envelopes in GATEWAY mode",
                        r -> r.setGateway(null).setEnvelopes(List.of(envelope()))),
                bulk(
                        Reason.CONTENT_MODE_MISMATCH,
                        "envelopes beside GATEWAY content",
                        r -> r.setEnvelopes(List.of(envelope()))),
                bulk(
                        Reason.CONTENT_MODE_MISMATCH,
                        "identity keys beside GATEWAY content",
                        r -> r.setIdentityKeyHash(bytes(32))),
                ciphertext(Reason.CONTENT_TOO_LARGE, 65_536 + 16 + 1),
                ciphertext(Reason.CONTENT_TOO_LARGE, 65_536 + 4_096 + 16),
                ciphertext(Reason.CONTENT_BADLY_PADDED, 0),
                ciphertext(Reason.CONTENT_BADLY_PADDED, 256),
                ciphertext(Reason.CONTENT_BADLY_PADDED, 255 + 16),
                ciphertext(Reason.CONTENT_BADLY_PADDED, 128 + 16),
                ciphertext(Reason.CONTENT_BADLY_PADDED, 6_144 + 16),
                malformed("suite 2", c -> c.setSuite(2)),
                malformed("no epoch", c -> c.setEpoch("")),
                malformed("an epoch of 65 characters", c -> c.setEpoch("e".repeat(65))),
                malformed("a short session", c -> c.setSessionEnvelope(bytes(1_167))),
                malformed("a long session", c -> c.setSessionEnvelope(bytes(1_169))),
                malformed("a nonce of 11 bytes", c -> c.setNonce(bytes(11))),
                malformed("a signature of 63 bytes", c -> c.setProducerSignature(bytes(63))));
    }

    @ParameterizedTest
    @MethodSource
    void rejected(Case wrong) {
        assertThat(decide(wrong))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.why()).isEqualTo(wrong.reason()));
    }

    static Stream<Case> accepted() {
        return Stream.of(
                accepted("as it should be", r -> r),
                accepted("sent seven days ago", r -> at(r, NOW.minus(Duration.ofDays(7)))),
                accepted("sent ten minutes ahead", r -> at(r, NOW.plus(Duration.ofMinutes(10)))),
                accepted("lives a second", r -> r.setExpiresAt(NOW.plusSeconds(1))),
                accepted("lives 30 days", r -> r.setExpiresAt(NOW.plus(Duration.ofDays(30)))),
                accepted("held 36 hours", r -> r.setNotBefore(NOW.plus(Duration.ofHours(36)))),
                accepted("held until the past", r -> r.setNotBefore(Instant.EPOCH)),
                accepted("a template", r -> r.setTemplateId("welcome_2").setTemplateVersion(3)),
                accepted("a type of 127", r -> r.setContentType("text/" + "a".repeat(122))),
                accepted("the largest content", r -> r.setGateway(content(65_536).build())),
                accepted("content of 8,192", r -> r.setGateway(content(8_192).build())),
                accepted("a code on the bulk topic", r -> r.setCategory(Category.AUTHENTICATION)),
                new Case(
                        Reason.NONE,
                        "a service message on the urgent topic",
                        business(Status.ACTIVE, GATEWAY),
                        true,
                        r -> r.setCategory(Category.SERVICE)),
                new Case(
                        Reason.NONE,
                        "a code on the urgent topic",
                        business(Status.ACTIVE, GATEWAY),
                        true,
                        r -> r.setCategory(Category.AUTHENTICATION)));
    }

    @ParameterizedTest
    @MethodSource
    void accepted(Case right) {
        assertThat(decide(right)).isInstanceOf(Accepted.class);
    }

    @Test
    void everyReasonOfIngestIsInTheTable() {
        Set<Reason> ofIngest =
                EnumSet.range(Reason.UNKNOWN_BUSINESS, Reason.CONTENT_MALFORMED).stream()
                        .filter(reason -> reason != Reason.REQUEST_ID_REUSED)
                        .collect(
                                Collectors.toCollection(
                                        () -> EnumSet.of(Reason.NOT_SUPPORTED_YET)));
        assertThat(rejected()).extracting(Case::reason).containsAll(ofIngest);
    }

    @Test
    void aSenderOnlyDeploymentAcceptsNoGatewayContent() {
        RequestDecider decider = new RequestDecider(Set.of(io.sealpost.seal.id.Mode.SENDER));
        Arrival arrival = new Arrival(ACME, false, NOW);
        assertThat(
                        decider.decide(
                                business(Status.ACTIVE, BOTH),
                                RequestReader.input(arrival, Samples.request(NOW).build(), ANY)
                                        .request()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.why()).isEqualTo(Reason.MODE_NOT_ALLOWED));
    }

    private static RequestOutcome decide(Case one) {
        Arrival arrival = new Arrival(ACME, one.urgent(), NOW);
        SendRequest wire = one.spoil().apply(Samples.request(NOW)).build();
        return new RequestDecider(BOTH)
                .decide(one.business(), RequestReader.input(arrival, wire, ANY).request());
    }

    private static Registered business(Status status, Set<io.sealpost.seal.id.Mode> modes) {
        return new Registered(ACME, 1, status, new Details(modes, null, null), NOW);
    }

    private static Case bulk(Reason reason, String what, UnaryOperator<SendRequest.Builder> spoil) {
        return new Case(reason, what, business(Status.ACTIVE, GATEWAY), false, spoil);
    }

    private static Case accepted(String what, UnaryOperator<SendRequest.Builder> change) {
        return bulk(Reason.NONE, what, change);
    }

    private static Case sent(String what, Instant sentAt) {
        return bulk(Reason.TIME_OUT_OF_BOUNDS, what, r -> at(r, sentAt));
    }

    private static Case recipient(String what, String recipient) {
        return bulk(Reason.BAD_RECIPIENT, what, r -> r.setRecipient(recipient));
    }

    private static Case purpose(String what, String purpose) {
        return bulk(Reason.BAD_PURPOSE, what, r -> r.setPurpose(purpose));
    }

    private static Case urgent(Category category) {
        return new Case(
                Reason.WRONG_LANE,
                category + " on the urgent topic",
                business(Status.ACTIVE, GATEWAY),
                true,
                r -> r.setCategory(category));
    }

    private static Case contentType(String what, String type) {
        return bulk(Reason.BAD_CONTENT_TYPE, what, r -> r.setContentType(type));
    }

    private static Case template(String what, String id, int version) {
        return bulk(
                Reason.BAD_TEMPLATE, what, r -> r.setTemplateId(id).setTemplateVersion(version));
    }

    private static Case expires(String what, Instant at) {
        return bulk(Reason.EXPIRY_OUT_OF_BOUNDS, what, r -> r.setExpiresAt(at));
    }

    private static Case ciphertext(Reason reason, int size) {
        return bulk(
                reason,
                size + " bytes",
                r -> r.setGateway(content(256).setCiphertext(bytes(size)).build()));
    }

    private static Case malformed(
            String what, Consumer<io.sealpost.schemas.GatewayContent.Builder> spoil) {
        return bulk(
                Reason.CONTENT_MALFORMED,
                what,
                r -> {
                    var content = content(256);
                    spoil.accept(content);
                    return r.setGateway(content.build());
                });
    }

    private static SendRequest.Builder at(SendRequest.Builder request, Instant sentAt) {
        return request.setRequestId(id(sentAt)).setExpiresAt(sentAt.plus(Duration.ofDays(8)));
    }

    private static UUID id(Instant sentAt) {
        return Ids.newRequestId(sentAt, RandomGenerator.getDefault()).value();
    }

    private static SendRequest.Builder sender(SendRequest.Builder request) {
        return request.setMode(Mode.SENDER)
                .setGateway(null)
                .setIdentityKeyHash(bytes(32))
                .setEnvelopes(List.of(envelope()));
    }

    private static Envelope envelope() {
        return Envelope.newBuilder()
                .setDevice("d_" + "a".repeat(26))
                .setSuite(1)
                .setKeyId(bytes(16))
                .setSealed(bytes(1_392))
                .build();
    }
}
