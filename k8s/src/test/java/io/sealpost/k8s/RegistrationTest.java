package io.sealpost.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a registration says of a business, and to whom. */
class RegistrationTest {
    private static final ByteBuffer KEY = Registration.producerKey("0f".repeat(32));
    private static final ByteBuffer OTHER = Registration.producerKey("aa".repeat(32));

    @Test
    void aNewBusinessSendsInGatewayMode() {
        assertThat(Registration.details(Optional.empty(), Optional.of(KEY)))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY), null, KEY));
    }

    @Test
    void registeringAgainKeepsWhatIsKnownAndChangesOnlyTheKeyGiven() {
        Optional<Business> known = Optional.of(business(BusinessStatus.ACTIVE));

        assertThat(Registration.details(known, Optional.empty()))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY, Mode.SENDER), OTHER, KEY));
        assertThat(Registration.details(known, Optional.of(OTHER)).getProducerKey())
                .isEqualTo(OTHER);
    }

    @Test
    void aSuspendedBusinessStaysSoUntilItIsResumed() {
        Business suspended = business(BusinessStatus.SUSPENDED);
        Business active = business(BusinessStatus.ACTIVE);
        BusinessCommand suspend = Registration.command("acme", Optional.of(active), "suspend");
        BusinessCommand register = Registration.command("acme", Optional.of(suspended), "");
        BusinessCommand resume = Registration.command("acme", Optional.of(suspended), "resume");

        assertThat(Registration.isDone(suspend, active)).isFalse();
        assertThat(Registration.isDone(suspend, suspended)).isTrue();
        assertThat(Registration.isDone(register, suspended)).isTrue();
        assertThat(Registration.isDone(resume, suspended)).isFalse();
        assertThat(Registration.isDone(resume, active)).isTrue();
    }

    @Test
    void whatIsNotRegisteredCannotBeSuspended() {
        assertThatThrownBy(() -> Registration.command("acme", Optional.empty(), "suspend"))
                .hasMessage("not registered: acme");
    }

    @Test
    void aProducerKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Registration.producerKey("0f"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBrokerIsReachedAsAServiceReachesIt() {
        Map<String, String> environment =
                Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "PATH", "/usr/bin");

        assertThat(Registration.client(environment))
                .containsExactlyInAnyOrderEntriesOf(Map.of("sasl.mechanism", "SCRAM-SHA-512"));
    }

    private static Business business(BusinessStatus status) {
        return Business.newBuilder()
                .setBusiness("acme")
                .setVersion(3)
                .setStatus(status)
                .setAllowedModes(List.of(Mode.GATEWAY, Mode.SENDER))
                .setBusinessKey(OTHER)
                .setProducerKey(KEY)
                .setChangedAt(Instant.EPOCH)
                .build();
    }
}
