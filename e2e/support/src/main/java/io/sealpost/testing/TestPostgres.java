package io.sealpost.testing;

import io.sealpost.embedded.Credentials;
import io.sealpost.embedded.DatabaseAdministration;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server. */
public final class TestPostgres extends TestServer {

    private static final Supplier<TestPostgres> SHARED =
            Lazy.of(() -> fresh(PostgresSettings.standard()));
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final PostgresDatabase administration;

    TestPostgres(ServerControl server, PostgresDatabase administration) {
        this(server, administration, null);
    }

    TestPostgres(ServerControl server, PostgresDatabase administration, @Nullable SmallDisk disk) {
        super(server, disk);
        this.administration = administration;
    }

    /** The server of this JVM. A test that stops it must start it again. */
    public static TestPostgres shared() {
        return SHARED.get();
    }

    /** A new server, which the test closes. */
    public static TestPostgres fresh(PostgresSettings settings) {
        return ServerFactory.chosen().postgres(settings);
    }

    /** The same on a disk of this size, where {@link SmallDisk#isPossible}. */
    public static TestPostgres onSmallDisk(PostgresSettings settings, int megabytes) {
        return EmbeddedServers.postgresOnSmallDisk(settings, megabytes);
    }

    /** A new, empty database with this prefix of its name, and with a role of its own. */
    public PostgresDatabase freshDatabase(String name) {
        String unique = name.replace('-', '_') + "_" + NEXT.incrementAndGet();
        return tenancy().create(unique, new Credentials(unique, UUID.randomUUID().toString()));
    }

    /** Drops the database, closing its connections, and its role. */
    public void drop(PostgresDatabase database) {
        tenancy().drop(database);
    }

    /** The superuser's database. */
    public PostgresDatabase administration() {
        return administration;
    }

    /** A connection with the database's own role. */
    public static Connection connect(PostgresDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.role().user(), database.role().password());
    }

    private DatabaseAdministration tenancy() {
        return new DatabaseAdministration(administration);
    }
}
