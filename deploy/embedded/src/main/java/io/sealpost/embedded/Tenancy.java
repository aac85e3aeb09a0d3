package io.sealpost.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.Utils;

/** One role, one database: each role can connect to its own only. */
record Tenancy(Connection connection) {

    void create(String name, Credentials role) throws SQLException {
        String user = identifier(role.user());
        String verb =
                exists("select 1 from pg_roles where rolname = ?", role.user())
                        ? "alter"
                        : "create";
        run(verb + " role " + user + " login password " + literal(role.password()));
        if (!exists("select 1 from pg_database where datname = ?", name)) {
            run("create database " + identifier(name) + " owner " + user);
        }
        for (String open : new String[] {name, "postgres", "template1"}) {
            run("revoke connect, temporary on database " + identifier(open) + " from public");
        }
    }

    void drop(Database database) throws SQLException {
        run("drop database if exists " + identifier(database.name()) + " with (force)");
        run("drop role if exists " + identifier(database.role().user()));
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Utility statements take no parameters. */
    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String identifier(String name) throws SQLException {
        return Utils.escapeIdentifier(new StringBuilder(), name).toString();
    }

    private static String literal(String text) throws SQLException {
        return "'" + Utils.escapeLiteral(new StringBuilder(), text, true) + "'";
    }
}
