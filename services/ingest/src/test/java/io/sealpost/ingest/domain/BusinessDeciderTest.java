package io.sealpost.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.domain.Business.Details;
import io.sealpost.ingest.domain.Business.Registered;
import io.sealpost.ingest.domain.Business.Status;
import io.sealpost.ingest.domain.Business.Unknown;
import io.sealpost.ingest.domain.BusinessCommand.Register;
import io.sealpost.ingest.domain.BusinessCommand.Resume;
import io.sealpost.ingest.domain.BusinessCommand.Suspend;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BusinessDeciderTest {
    private static final BusinessId ACME = new BusinessId("acme");
    private static final Instant THEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final Details OLD = new Details(Set.of(Mode.GATEWAY), null, null);
    private static final Details NEW =
            new Details(Set.of(Mode.GATEWAY, Mode.SENDER), Bytes.of(new byte[32]), null);

    private static final Business UNKNOWN = new Unknown(ACME);
    private static final Business ACTIVE = state(3, Status.ACTIVE, OLD, THEN);
    private static final Business SUSPENDED = state(3, Status.SUSPENDED, OLD, THEN);

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(
                Arguments.of(UNKNOWN, new Register(ACME, NEW), state(1, Status.ACTIVE, NEW, NOW)),
                Arguments.of(UNKNOWN, new Suspend(ACME), UNKNOWN),
                Arguments.of(UNKNOWN, new Resume(ACME), UNKNOWN),
                Arguments.of(ACTIVE, new Register(ACME, OLD), ACTIVE),
                Arguments.of(ACTIVE, new Register(ACME, NEW), state(4, Status.ACTIVE, NEW, NOW)),
                Arguments.of(ACTIVE, new Suspend(ACME), state(4, Status.SUSPENDED, OLD, NOW)),
                Arguments.of(ACTIVE, new Resume(ACME), ACTIVE),
                Arguments.of(SUSPENDED, new Register(ACME, OLD), SUSPENDED),
                Arguments.of(
                        SUSPENDED, new Register(ACME, NEW), state(4, Status.SUSPENDED, NEW, NOW)),
                Arguments.of(SUSPENDED, new Suspend(ACME), SUSPENDED),
                Arguments.of(SUSPENDED, new Resume(ACME), state(4, Status.ACTIVE, OLD, NOW)));
    }

    @ParameterizedTest
    @MethodSource
    void everyStateAndCommand(Business before, BusinessCommand command, Business after) {
        assertThat(BusinessDecider.decide(before, command, NOW)).isEqualTo(after);
    }

    @Test
    void registeringIsNoWayRoundASuspension() {
        Business again = BusinessDecider.decide(SUSPENDED, new Register(ACME, NEW), NOW);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Registered.class, known -> assertThat(known.isSuspended()).isTrue());
    }

    private static Registered state(long version, Status status, Details details, Instant at) {
        return new Registered(ACME, version, status, details, at);
    }
}
