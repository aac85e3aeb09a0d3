package io.sealpost.testing;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.PostgresSettings;

/** Parts in containers. */
final class ContainerParts implements PartsFactory {

    @Override
    public TestBroker broker(BrokerSettings settings) {
        throw new UnsupportedOperationException("containers");
    }

    @Override
    public TestPostgres postgres(PostgresSettings settings) {
        throw new UnsupportedOperationException("containers");
    }

    @Override
    public TestRegistry registry(TestPostgres postgres) {
        throw new UnsupportedOperationException("containers");
    }
}
