package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessAdministrationTest {
    @ParameterizedTest
    @ValueSource(strings = {"admin", "controller", "operator", "retention-audit", "postgres"})
    void noBusinessTakesALoginOfThePlatform(String name) {
        assertThatThrownBy(() -> BusinessAdministration.requireName(name))
                .hasMessage(name + " is a name that the platform itself uses; choose another one");
    }
}
