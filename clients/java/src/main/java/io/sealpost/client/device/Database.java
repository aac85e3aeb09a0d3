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
 * One SQLite file, readable by its owner only, with one connection and its prepared statements. One
 * transaction at a time; thread-safe.
 *
 * <p>WAL with {@code synchronous=FULL}: a commit is on the disk before it is acknowledged, because
 * an acknowledgement lets the server forget the message. The file is locked for as long as it is
 * open: two processes must not be one device, and a lock that is kept is not taken eight times a
 * message.
 */
final class Database implements AutoCloseable {
    /** Once so long, the log is written from its start again: into blocks the file system has. */
    private static final int PAGES_AHEAD = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database open(Path file, String schema) {
        try {
            create(file);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, driver());
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("pragma locking_mode = exclusive");
                statement.executeUpdate("pragma journal_mode = wal");
                statement.executeUpdate("pragma synchronous = full");
                statement.executeUpdate("pragma secure_delete = on");
                statement.executeUpdate("pragma cache_size = -256");
                statement.executeUpdate("pragma wal_autocheckpoint = " + PAGES_AHEAD);
                statement.executeUpdate(schema);
            }
            return new Database(connection);
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The driver would ask for the last row's number after each insert, by a statement of its own.
     */
    private static Properties driver() {
        SQLiteConfig driver = new SQLiteConfig();
        driver.setGetGeneratedKeys(false);
        return driver.toProperties();
    }

    /** Runs the work in one transaction: all of it is kept, or nothing. */
    synchronized <T> T transaction(Work<T> work) {
        try {
            return committed(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    synchronized void run(String sql, @Nullable Object... arguments) {
        int unused = transaction(() -> update(sql, arguments));
    }

    /** Inside a transaction: how many rows changed. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /** Inside a transaction: a statement with its arguments, ready to run. */
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

    /** Begins and commits by statements that are prepared once, as the driver's own are not. */
    private <T> T committed(Work<T> work) throws SQLException {
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
        } catch (SQLException alreadyDone) {
            // SQLite has done so itself, as where the disk is full; the cause is what is told.
        }
    }

    /** SQLite gives its side files the permissions of the database. */
    private static void create(Path file) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // It is opened as it is.
        }
    }

    /** SQLite's messages name tables and columns, never values. */
    private static IllegalStateException failed(SQLException e) {
        return e.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY.code
                ? new IllegalStateException("the device is in use by another process")
                : new IllegalStateException("the device's store failed", e);
    }

    /** What a transaction does. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }
}
