package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.Access.Kind;
import io.sealpost.wire.Access.Operation;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what at the broker. */
class AccessTest {
    private final Catalogue catalogue = Catalogue.get();

    @Test
    void aTenantWritesItsOwnRequestsAndReadsItsOwnEventsAndNothingOfAnyoneElse() {
        var access = Access.ofTenant(catalogue, "acme");

        assertThat(access)
                .contains(
                        new Access(
                                Kind.TOPIC, "send-requests.acme", false, Set.of(Operation.WRITE)),
                        new Access(
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
    void aTenantsRecipientsAreNotShownToOtherTenants() {
        assertThat(Access.ofTenant(catalogue, "acme"))
                .noneMatch(entry -> entry.resource().equals("device-lists"));
    }

    @Test
    void aServiceHasOnlyTheTopicsItIsListedFor() {
        assertThat(Access.ofService(catalogue, "consent"))
                .contains(new Access(Kind.TOPIC, "consent-commands.", true, Set.of(Operation.READ)))
                .noneMatch(entry -> entry.resource().startsWith("send-requests"));
    }
}
