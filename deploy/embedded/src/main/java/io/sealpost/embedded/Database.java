package io.sealpost.embedded;

/**
 * A database and the one role that may connect to it.
 *
 * @param host the server's, loopback unless it runs in a container
 * @param name the database
 * @param role its owner
 */
public record Database(String host, int port, String name, Credentials role) {

    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** The form Vert.x and Quarkus' reactive clients take. */
    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }
}
