package io.sealpost.embedded;

/**
 * A database and the one role that may connect to it.
 *
 * @param host of the server: loopback, unless it runs in a container
 * @param role the owner
 */
public record PostgresDatabase(String host, int port, String name, Credentials role) {

    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** The URL for reactive clients. */
    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }
}
