package io.sealpost.cli.local;

import io.sealpost.cli.TimeText;
import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.Credentials;
import io.sealpost.embedded.LocalInfrastructure;
import io.sealpost.embedded.ManagedProcess;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.embedded.PrivateFile;
import io.sealpost.embedded.RegistrySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Sealpost on one machine: all its processes, in the order in which they are started. */
public final class Platform {
    private static final int BROKER_PORT = 7592;
    private static final int POSTGRES_PORT = 7543;
    private static final int REGISTRY_PORT = 7581;

    private final Installation installation;
    private final LocalInfrastructure infrastructure;

    /** Making this object changes nothing in the state folder. */
    public Platform(Installation installation) {
        this.installation = installation;
        this.infrastructure =
                LocalInfrastructure.in(
                        Binaries.ofBuild(),
                        installation.state(),
                        BrokerSettings.secured().withPort(BROKER_PORT),
                        PostgresSettings.standard().withPort(POSTGRES_PORT),
                        RegistrySettings.standard().withPort(REGISTRY_PORT));
    }

    public Installation installation() {
        return installation;
    }

    public Broker broker() {
        return infrastructure.broker();
    }

    /** The database server's port. */
    public int postgresPort() {
        return infrastructure.postgres().port();
    }

    /** The root of the registry's API. */
    public String registry() {
        return infrastructure.registry().url();
    }

    /** The token issuer, whose key the first start makes. */
    public TokenIssuer tokens() {
        return new TokenIssuer(installation);
    }

    /** The root of a service's HTTP endpoints. */
    public String url(String service) {
        return ServiceProcess.url(installation, spec(service));
    }

    /** Every process by name, in the order they are started. */
    public Map<String, ManagedProcess> processes() {
        Map<String, ManagedProcess> all = new LinkedHashMap<>();
        all.put("broker", infrastructure.broker());
        all.put("postgres", infrastructure.postgres());
        all.put("registry", infrastructure.registry());
        ServiceSpec.ALL.forEach(spec -> all.put(spec.name(), service(spec)));
        return all;
    }

    /**
     * Fails at once where nothing runs here; a Kafka client would fail after a minute.
     *
     * @throws IllegalStateException where the broker does not run
     */
    public void requireRunning() {
        if (!infrastructure.broker().isAlive()) {
            throw new IllegalStateException(
                    "Sealpost is not running here; start it with ./sealpost up");
        }
    }

    /**
     * Starts the processes that do not run and waits until all are ready.
     *
     * @param progress receives a line of text for each step
     * @throws IllegalStateException where the state folder has another format; nothing is changed
     */
    public void up(Consumer<String> progress) {
        StateLock.hold(installation.state(), () -> start(progress));
    }

    private void start(Consumer<String> progress) {
        long start = System.nanoTime();
        new StateFormat(installation.state()).write();
        new KeyFiles(installation).provide();
        infrastructure.start();
        progress.accept("broker, postgres and registry are ready after " + TimeText.since(start));
        try (BrokerAdministration broker = new BrokerAdministration(infrastructure.broker())) {
            if (new Provisioning(installation, infrastructure, broker).run()) {
                progress.accept(
                        "topics, schemas, databases and logins are set up after "
                                + TimeText.since(start));
            }
        }
        List<ServiceProcess> services = ServiceSpec.ALL.stream().map(this::service).toList();
        services.forEach(ServiceProcess::launch);
        for (ServiceProcess service : services) {
            service.awaitReady();
            progress.accept(service.daemon().name() + " is ready after " + TimeText.since(start));
        }
    }

    /** Stops all processes in order, services first. What is stored is kept. */
    public void down(Consumer<String> progress) {
        StateLock.hold(installation.state(), () -> stop(progress));
    }

    private void stop(Consumer<String> progress) {
        long start = System.nanoTime();
        // One after the other: a JVM that writes its AOT cache needs the memory of two.
        for (ServiceSpec spec : ServiceSpec.ALL) {
            service(spec).stop();
            progress.accept(spec.name() + " is stopped after " + TimeText.since(start));
        }
        infrastructure.stop();
        progress.accept("registry, broker and postgres are stopped after " + TimeText.since(start));
    }

    private ServiceProcess service(ServiceSpec spec) {
        return new ServiceProcess(installation, spec, () -> environment(spec));
    }

    /** The service with that name, as a process. */
    public ServiceProcess service(String name) {
        return service(spec(name));
    }

    private static ServiceSpec spec(String service) {
        return ServiceSpec.ALL.stream()
                .filter(spec -> spec.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + service));
    }

    /**
     * A service's configuration. It goes by environment variables because it has secrets, and every
     * user of a machine can read command lines.
     */
    private Map<String, String> environment(ServiceSpec spec) {
        Map<String, String> all = new LinkedHashMap<>();
        PostgresDatabase database =
                new PostgresDatabase(
                        "127.0.0.1",
                        infrastructure.postgres().port(),
                        spec.database(),
                        role(installation, spec));
        all.put("QUARKUS_HTTP_PORT", Integer.toString(ServiceProcess.port(installation, spec)));
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        all.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
        all.put("QUARKUS_DATASOURCE_USERNAME", database.role().user());
        all.put("QUARKUS_DATASOURCE_PASSWORD", database.role().password());
        infrastructure
                .broker()
                .clientConfig(user(installation, spec.name()))
                .forEach(
                        (key, value) ->
                                all.put(
                                        "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                                        value.toString()));
        all.put("SEALPOST_REGISTRY_URL", infrastructure.registry().url());
        all.put("SEALPOST_KEK_URI", "local-keyset://" + installation.keyset(spec.name()));
        all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + TokenIssuer.publicKey(installation));
        all.put("SEALPOST_AUDIT_DIRECTORY", installation.log().toString());
        all.put("SEALPOST_AUDIT_KEYS", installation.keys().toString());
        all.put("SEALPOST_DELIVERY_ORIGIN", url("delivery"));
        all.put("SEALPOST_ENCRYPTION_DELIVERY_ORIGIN", url("delivery"));
        all.putAll(spec.settings());
        return all;
    }

    /** A service's role at the database. */
    static Credentials role(Installation installation, ServiceSpec spec) {
        return new Credentials(
                spec.database(),
                PrivateFile.password(
                        installation.service(spec.name()).resolve("database.password")));
    }

    /** The login of a service, a business or the operator at the broker. */
    public static Credentials user(Installation installation, String name) {
        return new Credentials(
                name,
                PrivateFile.password(
                        installation.state().resolve("users").resolve(name + ".password")));
    }
}
