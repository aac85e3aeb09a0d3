package io.sealpost.testing;

import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.Postgres;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.embedded.Registry;
import io.sealpost.embedded.RegistrySettings;
import java.nio.file.Path;

/** Servers as processes of this machine, with programs from Maven Central. */
final class EmbeddedServers implements ServerFactory {

    private final Binaries binaries = Binaries.ofBuild();

    @Override
    public TestBroker broker(BrokerSettings settings) {
        Broker broker = new Broker(binaries, TestState.folder("kafka"), settings);
        broker.start();
        return new TestBroker(
                new EmbeddedServer(broker),
                settings.access(),
                broker.bootstrapServers(),
                broker.administrator());
    }

    @Override
    public TestPostgres postgres(PostgresSettings settings) {
        Postgres postgres = new Postgres(binaries, TestState.folder("postgres"), settings);
        postgres.start();
        return new TestPostgres(new EmbeddedServer(postgres), postgres.administration());
    }

    /** Its files are made on the machine's disk first, and then copied. */
    static TestPostgres postgresOnSmallDisk(PostgresSettings settings, int megabytes) {
        Binaries binaries = Binaries.ofBuild();
        Path state = TestState.folder("postgres");
        Postgres first = new Postgres(binaries, state, settings);
        first.start();
        first.stop();
        SmallDisk disk = SmallDisk.under(state.resolve("data"), megabytes);
        Postgres postgres = new Postgres(binaries, state, settings.launchedBy(disk.launcher()));
        postgres.start();
        return new TestPostgres(new EmbeddedServer(postgres), postgres.administration(), disk);
    }

    /** Its files are made on the machine's disk first, and then copied. */
    static TestBroker brokerOnSmallDisk(BrokerSettings settings, int megabytes) {
        Binaries binaries = Binaries.ofBuild();
        Path state = TestState.folder("kafka");
        Broker first = new Broker(binaries, state, settings);
        first.start();
        first.stop();
        SmallDisk disk = SmallDisk.under(state.resolve("data"), megabytes);
        Broker broker = new Broker(binaries, state, settings.launchedBy(disk.launcher()));
        broker.start();
        return new TestBroker(
                new EmbeddedServer(broker),
                settings.access(),
                broker.bootstrapServers(),
                broker.administrator(),
                disk);
    }

    @Override
    public TestRegistry registry(TestPostgres postgres) {
        PostgresDatabase database = postgres.freshDatabase("registry");
        Registry registry =
                new Registry(
                        binaries,
                        TestState.folder("registry"),
                        database,
                        RegistrySettings.standard());
        registry.start();
        return new TestRegistry(new EmbeddedServer(registry), registry.url());
    }
}
