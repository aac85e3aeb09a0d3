package io.sealpost.client.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * One SQLite file that only its owner can read (mode 0600), with one connection and its prepared
 * statements. Runs one transaction at a time; thread-safe.
 *
 * <p>WAL with {@code synchronous=FULL}: a commit is on the disk before its messages are
 * acknowledged, because the server deletes what is acknowledged. The file stays locked while it is
 * open, so that two processes never act as one device; this also saves taking the lock eight times
 * a message.
 */
final class SqliteFile implements AutoCloseable {
    /**
     * After this many pages the log is written from its start again, into blocks that the file
     * system has allocated already.
     */
    private static final int CHECKPOINT_PAGES = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteFile(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a file, or creates it; the schema's statements must be repeatable.
     *
     * @throws IllegalStateException where another process has it open, or SQLite fails
     * @throws UncheckedIOException where it cannot be created
     */
    static SqliteFile open(Path file, String schema) {
        try {
            create(file);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, driver());
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("pragma locking_mode = exclusive");
                statement.executeUpdate("pragma journal_mode = wal");
                statement.executeUpdate("pragma synchronous = full");
                statement.executeUpdate("pragma secure_delete = on");
                statement.executeUpdate("pragma cache_size = -256");
                statement.executeUpdate("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
                statement.executeUpdate(schema);
            }
            return new SqliteFile(connection);
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By default the driver runs one more statement after each insert, for the row's number. */
    private static Properties driver() {
        SQLiteConfig driver = new SQLiteConfig();
        driver.setGetGeneratedKeys(false);
        return driver.toProperties();
    }

    /**
     * Runs the work in one transaction: all of it is committed, or nothing.
     *
     * @throws IllegalStateException where SQLite fails; what the work throws is passed on
     */
    synchronized <T> T transaction(Work<T> work) {
        try {
            return commit(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs one statement in a transaction of its own. */
    synchronized void run(String sql, @Nullable Object... arguments) {
        int unused = transaction(() -> update(sql, arguments));
    }

    /** Inside a transaction: runs a statement, and returns how many rows changed. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /** Inside a transaction: a prepared statement with its arguments, ready to run. */
    PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Begins and commits with prepared statements; the driver prepares its own each time. */
    private <T> T commit(Work<T> work) throws SQLException {
        boolean done = false;
        bound("begin").execute();
        try {
            T result = work.run();
            bound("commit").execute();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            bound("rollback").execute();
        } catch (SQLException alreadyRolledBack) {
            // SQLite rolls back itself on some errors, such as a full disk. The caller gets the
            // first error.
        }
    }

    /** SQLite gives its side files the permissions of the database file. */
    private static void create(Path file) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // An existing file is opened as it is.
        }
    }

    /** SQLite's messages name tables and columns, never values. */
    private static IllegalStateException failed(SQLException e) {
        return e.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY.code
                ? new IllegalStateException("the device's file is in use by another process")
                : new IllegalStateException("the device's file could not be read or written", e);
    }

    /** The statements of one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }
}
