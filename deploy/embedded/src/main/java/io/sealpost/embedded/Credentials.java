package io.sealpost.embedded;

/**
 * A user name and its password.
 *
 * @param password {@code toString} leaves it out
 */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user + " [redacted]";
    }
}
