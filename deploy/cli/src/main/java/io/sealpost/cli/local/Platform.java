package io.sealpost.cli.local;

import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.Credentials;
import io.sealpost.embedded.Database;
import io.sealpost.embedded.LocalParts;
import io.sealpost.embedded.Part;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.embedded.PrivateFile;
import io.sealpost.embedded.RegistrySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Everything of one machine, in the order it is started. */
public final class Platform {
    private static final int BROKER_PORT = 7592;
    private static final int POSTGRES_PORT = 7543;
    private static final int REGISTRY_PORT = 7581;

    private final Home home;
    private final LocalParts parts;

    /** The platform whose state is in that home; making this object changes nothing there. */
    public Platform(Home home) {
        this.home = home;
        this.parts =
                LocalParts.in(
                        Binaries.ofBuild(),
                        home.state(),
                        BrokerSettings.secured().withPort(BROKER_PORT),
                        PostgresSettings.standard().withPort(POSTGRES_PORT),
                        RegistrySettings.standard().withPort(REGISTRY_PORT));
    }

    public Home home() {
        return home;
    }

    public Broker broker() {
        return parts.broker();
    }

    /** The database server's port. */
    public int postgresPort() {
        return parts.postgres().port();
    }

    /** The root of the registry's API. */
    public String registry() {
        return parts.registry().url();
    }

    /** Who issues tokens here, once it has been up. */
    public TokenIssuer tokens() {
        return new TokenIssuer(home);
    }

    /** Where a service answers. */
    public String url(String service) {
        return ServiceProcess.url(home, spec(service));
    }

    /** Every process by name, in the order they are started. */
    public Map<String, Part> processes() {
        Map<String, Part> all = new LinkedHashMap<>();
        all.put("broker", parts.broker());
        all.put("postgres", parts.postgres());
        all.put("registry", parts.registry());
        ServiceSpec.ALL.forEach(spec -> all.put(spec.name(), service(spec)));
        return all;
    }

    /**
     * Says at once that nothing runs here; Kafka's client would say so after a minute.
     *
     * @throws IllegalStateException where the broker does not run
     */
    public void requireRunning() {
        if (!parts.broker().isAlive()) {
            throw new IllegalStateException(
                    "Sealpost is not running here; start it with ./sealpost up");
        }
    }

    /**
     * Starts what is not running and waits until all is ready; what happens is told as it happens.
     */
    public void up(Consumer<String> progress) {
        StateLock.hold(home.state(), () -> start(progress));
    }

    private void start(Consumer<String> progress) {
        long start = System.nanoTime();
        new Keys(home).provide();
        parts.start();
        progress.accept("broker, postgres and registry are ready " + since(start));
        try (Kafka kafka = new Kafka(parts.broker())) {
            if (new Provision(home, parts, kafka).run()) {
                progress.accept(
                        "topics, schemas, databases and credentials are there " + since(start));
            }
        }
        List<ServiceProcess> services = ServiceSpec.ALL.stream().map(this::service).toList();
        services.forEach(ServiceProcess::launch);
        for (ServiceProcess service : services) {
            service.awaitReady();
            progress.accept(service.daemon().name() + " is ready " + since(start));
        }
    }

    /** Stops all in order, services first; what is stored is kept. */
    public void down(Consumer<String> progress) {
        StateLock.hold(home.state(), () -> stop(progress));
    }

    private void stop(Consumer<String> progress) {
        long start = System.nanoTime();
        // One by one: a JVM that writes what it learnt takes the memory of another one beside it.
        for (ServiceSpec spec : ServiceSpec.ALL) {
            service(spec).stop();
            progress.accept(spec.name() + " is stopped " + since(start));
        }
        parts.stop();
        progress.accept("registry, broker and postgres are stopped " + since(start));
    }

    private ServiceProcess service(ServiceSpec spec) {
        return new ServiceProcess(home, spec, () -> environment(spec));
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
     * What a service is told. Secrets go by the environment: a command line can be read by anyone.
     */
    private Map<String, String> environment(ServiceSpec spec) {
        Map<String, String> all = new LinkedHashMap<>();
        Database database =
                new Database(
                        "127.0.0.1", parts.postgres().port(), spec.database(), role(home, spec));
        all.put("QUARKUS_HTTP_PORT", Integer.toString(ServiceProcess.port(home, spec)));
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        all.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
        all.put("QUARKUS_DATASOURCE_USERNAME", database.role().user());
        all.put("QUARKUS_DATASOURCE_PASSWORD", database.role().password());
        parts.broker()
                .clientConfig(user(home, spec.name()))
                .forEach(
                        (key, value) ->
                                all.put(
                                        "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                                        value.toString()));
        all.put("SEALPOST_REGISTRY_URL", parts.registry().url());
        all.put("SEALPOST_KEK_URI", "local-keyset://" + home.keyset(spec.name()));
        all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + TokenIssuer.publicKey(home));
        all.put("SEALPOST_AUDIT_DIRECTORY", home.log().toString());
        all.put("SEALPOST_AUDIT_KEYS", home.keys().toString());
        all.put("SEALPOST_DELIVERY_ORIGIN", url("delivery"));
        all.put("SEALPOST_ENCRYPTION_DELIVERY_ORIGIN", url("delivery"));
        all.putAll(spec.settings());
        return all;
    }

    /** A service's role at the database. */
    static Credentials role(Home home, ServiceSpec spec) {
        return new Credentials(
                spec.database(),
                PrivateFile.password(home.service(spec.name()).resolve("database.password")));
    }

    /** A service's, tenant's or the operator's user at the broker. */
    public static Credentials user(Home home, String name) {
        return new Credentials(
                name,
                PrivateFile.password(home.state().resolve("users").resolve(name + ".password")));
    }

    private static String since(long start) {
        return "(%.1f s)".formatted((System.nanoTime() - start) / 1e9);
    }
}
