package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessesTest {
    private static final ByteBuffer BUSINESS_KEY = bytes(SigningKey.generate().verifyKey());
    private static final VerifyKey PRODUCER = SigningKey.generate().verifyKey();

    @Test
    void aNewBusinessHasNoKeysUnlessOneIsGiven() {
        assertThat(Registrations.details(Optional.empty(), Optional.empty()))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY), null, null));
        assertThat(Registrations.details(Optional.empty(), Optional.of(PRODUCER)))
                .isEqualTo(new RegisterBusiness(List.of(Mode.GATEWAY), null, bytes(PRODUCER)));
    }

    @Test
    void aBusinessAddedAgainKeepsWhatWasRegistered() {
        Business known = known(bytes(PRODUCER));

        RegisterBusiness again = Registrations.details(Optional.of(known), Optional.empty());

        assertThat(again)
                .isEqualTo(
                        new RegisterBusiness(
                                List.of(Mode.SENDER, Mode.GATEWAY), BUSINESS_KEY, bytes(PRODUCER)));
    }

    @Test
    void aGivenProducerKeyTakesTheOldOnesPlace() {
        Business known = known(bytes(SigningKey.generate().verifyKey()));

        RegisterBusiness again = Registrations.details(Optional.of(known), Optional.of(PRODUCER));

        assertThat(again.getProducerKey()).isEqualTo(bytes(PRODUCER));
        assertThat(again.getBusinessKey()).isEqualTo(BUSINESS_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "controller", "operator", "retention-audit", "postgres"})
    void noBusinessTakesALoginOfThePlatform(String name) {
        assertThatThrownBy(() -> Businesses.requireName(name))
                .hasMessage(name + " is a name of Sealpost's own; choose another");
    }

    private static Business known(ByteBuffer producer) {
        return Business.newBuilder()
                .setBusiness("acme")
                .setVersion(3)
                .setStatus(BusinessStatus.ACTIVE)
                .setAllowedModes(List.of(Mode.SENDER, Mode.GATEWAY))
                .setBusinessKey(BUSINESS_KEY)
                .setProducerKey(producer)
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    private static ByteBuffer bytes(VerifyKey key) {
        return ByteBuffer.wrap(key.bytes().toArray());
    }
}
