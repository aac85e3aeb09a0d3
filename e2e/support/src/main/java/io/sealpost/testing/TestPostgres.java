package io.sealpost.testing;

import io.sealpost.embedded.Credentials;
import io.sealpost.embedded.Database;
import io.sealpost.embedded.PostgresSettings;
import io.sealpost.embedded.Tenancy;
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
            Once.of(() -> fresh(PostgresSettings.standard()));
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Database administration;

    TestPostgres(Server server, Database administration) {
        this(server, administration, null);
    }

    TestPostgres(Server server, Database administration, @Nullable SmallDisk disk) {
        super(server, disk);
        this.administration = administration;
    }

    /** The one of this JVM. Tests that break it must leave it running. */
    public static TestPostgres shared() {
        return SHARED.get();
    }

    /** One of the test's own, to be closed by it. */
    public static TestPostgres fresh(PostgresSettings settings) {
        return PartsFactory.chosen().postgres(settings);
    }

    /** The same on a disk of so many megabytes, where {@link SmallDisk#isPossible}. */
    public static TestPostgres onSmallDisk(PostgresSettings settings, int megabytes) {
        return EmbeddedParts.postgresOnSmallDisk(settings, megabytes);
    }

    /** A new, empty database whose name begins so, with a role of its own. */
    public Database freshDatabase(String name) {
        String unique = name.replace('-', '_') + "_" + NEXT.incrementAndGet();
        return tenancy().create(unique, new Credentials(unique, UUID.randomUUID().toString()));
    }

    /** Ends its connections and removes it with its role. */
    public void drop(Database database) {
        tenancy().drop(database);
    }

    /** The superuser's database. */
    public Database administration() {
        return administration;
    }

    /** A connection of the database's own role. */
    public static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.role().user(), database.role().password());
    }

    private Tenancy tenancy() {
        return new Tenancy(administration);
    }
}
