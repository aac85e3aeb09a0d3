package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessesTest {
    @ParameterizedTest
    @ValueSource(strings = {"admin", "controller", "operator", "retention-audit", "postgres"})
    void noBusinessTakesALoginOfThePlatform(String name) {
        assertThatThrownBy(() -> Businesses.requireName(name))
                .hasMessage(name + " is a name of Sealpost's own; choose another");
    }
}
