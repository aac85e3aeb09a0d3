package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The details that a registration contains, and when a command has taken effect. */
class BusinessRegistrationsTest {
    private static final ByteBuffer BUSINESS_KEY = key(1);
    private static final ByteBuffer PRODUCER = key(2);
    private static final ByteBuffer OTHER = key(3);

    @Test
    void aNewBusinessMayUseGatewayModeAndHasNoKeyUnlessOneIsGiven() {
        assertThat(BusinessRegistrations.details(Optional.empty(), Optional.empty()))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY), null, null));
        assertThat(BusinessRegistrations.details(Optional.empty(), Optional.of(PRODUCER)))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY), null, PRODUCER));
    }

    @Test
    void registeringAgainChangesOnlyTheGivenKey() {
        Optional<Business> known = Optional.of(business("acme", 3, BusinessStatus.ACTIVE));

        assertThat(BusinessRegistrations.details(known, Optional.empty()))
                .isEqualTo(details(BUSINESS_KEY, PRODUCER));
        assertThat(BusinessRegistrations.details(known, Optional.of(OTHER)))
                .isEqualTo(details(BUSINESS_KEY, OTHER));
    }

    @Test
    void aSuspendedBusinessStaysSuspendedUntilItIsResumed() {
        Business suspended = business("acme", 3, BusinessStatus.SUSPENDED);
        Business active = business("acme", 3, BusinessStatus.ACTIVE);
        BusinessCommand suspend = command(BusinessCommandKind.SUSPEND).build();
        BusinessCommand resume = command(BusinessCommandKind.RESUME).build();

        assertThat(BusinessRegistrations.isDone(suspend, active)).isFalse();
        assertThat(BusinessRegistrations.isDone(suspend, suspended)).isTrue();
        assertThat(BusinessRegistrations.isDone(register(PRODUCER), suspended)).isTrue();
        assertThat(BusinessRegistrations.isDone(resume, suspended)).isFalse();
        assertThat(BusinessRegistrations.isDone(resume, active)).isTrue();
    }

    @Test
    void anotherProducerKeyIsRegisteredOnceItIsPublished() {
        Business known = business("acme", 3, BusinessStatus.ACTIVE);

        assertThat(BusinessRegistrations.isDone(register(OTHER), known)).isFalse();
    }

    @Test
    void theHighestVersionOfEachBusinessCountsInAnyOrder() {
        List<Business> published =
                List.of(
                        business("blue-shop", 1, BusinessStatus.ACTIVE),
                        business("acme", 2, BusinessStatus.SUSPENDED),
                        business("acme", 1, BusinessStatus.ACTIVE));

        assertThat(BusinessRegistrations.newest(published).values())
                .extracting(Business::getBusiness, Business::getStatus)
                .containsExactly(
                        tuple("acme", BusinessStatus.SUSPENDED),
                        tuple("blue-shop", BusinessStatus.ACTIVE));
    }

    private static BusinessCommand register(ByteBuffer producerKey) {
        return command(BusinessCommandKind.REGISTER)
                .setRegister(details(BUSINESS_KEY, producerKey))
                .build();
    }

    private static BusinessCommand.Builder command(BusinessCommandKind kind) {
        return BusinessCommand.newBuilder()
                .setRequestId(new UUID(0, 0))
                .setBusiness("acme")
                .setKind(kind);
    }

    private static RegisterBusiness details(ByteBuffer businessKey, ByteBuffer producerKey) {
        return new RegisterBusiness(List.of(Mode.SENDER, Mode.GATEWAY), businessKey, producerKey);
    }

    private static Business business(String name, long version, BusinessStatus status) {
        return Business.newBuilder()
                .setBusiness(name)
                .setVersion(version)
                .setStatus(status)
                .setAllowedModes(List.of(Mode.SENDER, Mode.GATEWAY))
                .setBusinessKey(BUSINESS_KEY)
                .setProducerKey(PRODUCER)
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    private static ByteBuffer key(int fill) {
        return ByteBuffer.wrap(new byte[] {(byte) fill, (byte) fill});
    }
}
