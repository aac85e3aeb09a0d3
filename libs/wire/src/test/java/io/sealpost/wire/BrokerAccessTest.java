package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.BrokerAccess.Kind;
import io.sealpost.wire.BrokerAccess.Operation;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rights of tenants and services at the broker. */
class BrokerAccessTest {
    private final Catalogue catalogue = Catalogue.get();

    @Test
    void aTenantWritesOnlyItsOwnRequestsAndReadsItsOwnEvents() {
        var access = BrokerAccess.ofTenant(catalogue, "acme");

        assertThat(access)
                .contains(
                        new BrokerAccess(
                                Kind.TOPIC, "send-requests.acme", false, Set.of(Operation.WRITE)),
                        new BrokerAccess(
                                Kind.TOPIC, "delivery-events.acme", false, Set.of(Operation.READ)))
                .noneMatch(entry -> entry.kind() == Kind.TOPIC && entry.prefixed());
        assertThat(access)
                .filteredOn(
                        entry ->
                                entry.kind() == Kind.TOPIC
                                        && entry.operations().contains(Operation.WRITE))
                .allMatch(entry -> entry.resource().endsWith(".acme"));
    }

    @Test
    void aTenantCannotReadDeviceLists() {
        assertThat(BrokerAccess.ofTenant(catalogue, "acme"))
                .noneMatch(entry -> entry.resource().equals("device-lists"));
    }

    @Test
    void aServiceHasOnlyTheTopicsThatListIt() {
        assertThat(BrokerAccess.ofService(catalogue, "consent"))
                .contains(
                        new BrokerAccess(
                                Kind.TOPIC, "consent-commands.", true, Set.of(Operation.READ)))
                .noneMatch(entry -> entry.resource().startsWith("send-requests"));
    }
}
