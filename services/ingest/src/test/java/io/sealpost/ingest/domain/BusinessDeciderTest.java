package io.sealpost.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.domain.BusinessAction.Register;
import io.sealpost.ingest.domain.BusinessAction.Resume;
import io.sealpost.ingest.domain.BusinessAction.Suspend;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.ingest.domain.BusinessState.Unknown;
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

    private static final BusinessState UNKNOWN = new Unknown(ACME);
    private static final Registered ACTIVE = state(3, Status.ACTIVE, OLD, THEN);
    private static final Registered SUSPENDED = state(3, Status.SUSPENDED, OLD, THEN);

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(
                Arguments.of(UNKNOWN, new Register(ACME, NEW), changed(1, Status.ACTIVE, NEW)),
                Arguments.of(UNKNOWN, new Suspend(ACME), new UnknownBusiness()),
                Arguments.of(UNKNOWN, new Resume(ACME), new UnknownBusiness()),
                Arguments.of(ACTIVE, new Register(ACME, OLD), new Unchanged(ACTIVE)),
                Arguments.of(ACTIVE, new Register(ACME, NEW), changed(4, Status.ACTIVE, NEW)),
                Arguments.of(ACTIVE, new Suspend(ACME), changed(4, Status.SUSPENDED, OLD)),
                Arguments.of(ACTIVE, new Resume(ACME), new Unchanged(ACTIVE)),
                Arguments.of(SUSPENDED, new Register(ACME, OLD), new Unchanged(SUSPENDED)),
                Arguments.of(SUSPENDED, new Register(ACME, NEW), changed(4, Status.SUSPENDED, NEW)),
                Arguments.of(SUSPENDED, new Suspend(ACME), new Unchanged(SUSPENDED)),
                Arguments.of(SUSPENDED, new Resume(ACME), changed(4, Status.ACTIVE, OLD)));
    }

    private static BusinessOutcome changed(long version, Status status, Details details) {
        return new Changed(state(version, status, details, NOW));
    }

    @ParameterizedTest
    @MethodSource
    void everyStateAndCommand(
            BusinessState before, BusinessAction action, BusinessOutcome outcome) {
        assertThat(BusinessDecider.decide(before, action, NOW)).isEqualTo(outcome);
    }

    @Test
    void registeringDoesNotLiftASuspension() {
        BusinessOutcome again = BusinessDecider.decide(SUSPENDED, new Register(ACME, NEW), NOW);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Changed.class,
                        changed -> assertThat(changed.state().isSuspended()).isTrue());
    }

    private static Registered state(long version, Status status, Details details, Instant at) {
        return new Registered(ACME, version, status, details, at);
    }
}
