package io.sealpost.embedded;

/**
 * A database and the one role that may connect to it.
 *
 * @param port on loopback
 * @param name the database
 * @param role its owner
 */
public record Database(int port, String name, Credentials role) {

    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /** The form Vert.x and Quarkus' reactive clients take. */
    public String reactiveUrl() {
        return "postgresql://" + Port.LOOPBACK + ":" + port + "/" + name;
    }
}
