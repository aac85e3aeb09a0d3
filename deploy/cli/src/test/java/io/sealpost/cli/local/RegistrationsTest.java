package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
    @Test
    void ofEachBusinessTheNewestVersionCountsWhereverItIs() {
        List<Business> told =
                List.of(
                        business("blue-shop", 1, BusinessStatus.ACTIVE),
                        business("acme", 2, BusinessStatus.SUSPENDED),
                        business("acme", 1, BusinessStatus.ACTIVE));

        assertThat(Registrations.newest(told).values())
                .extracting(Business::getBusiness, Business::getStatus)
                .containsExactly(
                        tuple("acme", BusinessStatus.SUSPENDED),
                        tuple("blue-shop", BusinessStatus.ACTIVE));
    }

    private static Business business(String name, long version, BusinessStatus status) {
        return Business.newBuilder()
                .setBusiness(name)
                .setVersion(version)
                .setStatus(status)
                .setAllowedModes(List.of(Mode.GATEWAY))
                .setChangedAt(Instant.EPOCH)
                .build();
    }
}
