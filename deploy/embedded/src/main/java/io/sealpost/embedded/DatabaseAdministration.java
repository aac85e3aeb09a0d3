package io.sealpost.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.core.Utils;

/**
 * Makes and drops databases on a server. Each has one role, which can connect to this database
 * only.
 *
 * @param administration the superuser's database
 */
public record DatabaseAdministration(PostgresDatabase administration) {

    /** Makes the database and its role; where they exist, sets the role's password. */
    public PostgresDatabase create(String name, Credentials role) {
        try (Connection connection = connect()) {
            String user = identifier(role.user());
            boolean known =
                    exists(connection, "select 1 from pg_roles where rolname = ?", role.user());
            run(
                    connection,
                    (known ? "alter" : "create")
                            + " role "
                            + user
                            + " login password "
                            + literal(role));
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                run(connection, "create database " + identifier(name) + " owner " + user);
            }
            for (String open : List.of(name, "postgres", "template1")) {
                run(
                        connection,
                        "revoke connect, temporary on database "
                                + identifier(open)
                                + " from public");
            }
            return new PostgresDatabase(administration.host(), administration.port(), name, role);
        } catch (SQLException e) {
            throw new IllegalStateException("could not create the database " + name, e);
        }
    }

    /** Drops the database, closing its connections, and its role. */
    public void drop(PostgresDatabase database) {
        try (Connection connection = connect()) {
            run(
                    connection,
                    "drop database if exists " + identifier(database.name()) + " with (force)");
            run(connection, "drop role if exists " + identifier(database.role().user()));
        } catch (SQLException e) {
            throw new IllegalStateException("could not drop the database " + database.name(), e);
        }
    }

    /** Whether the superuser can connect. */
    public boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                administration.jdbcUrl(),
                administration.role().user(),
                administration.role().password());
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Utility statements have no parameters: names and passwords are quoted into the text. */
    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String identifier(String name) throws SQLException {
        return Utils.escapeIdentifier(new StringBuilder(), name).toString();
    }

    private static String literal(Credentials role) throws SQLException {
        return "'" + Utils.escapeLiteral(new StringBuilder(), role.password(), true) + "'";
    }
}
