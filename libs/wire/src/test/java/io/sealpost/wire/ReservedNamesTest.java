package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A business's name is also its login, so the platform's logins are reserved. */
class ReservedNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "controller",
                "postgres",
                "registry",
                "operator",
                "ingest",
                "consent",
                "encryption",
                "delivery",
                "retention-audit"
            })
    void aLoginOfThePlatformIsReserved(String name) {
        assertThat(ReservedNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme", "demo", "administer", "delivery-pizza", "blue-consent", "tenant-a"})
    void everyOtherNameIsFree(String name) {
        assertThat(ReservedNames.isReserved(name)).isFalse();
    }
}
