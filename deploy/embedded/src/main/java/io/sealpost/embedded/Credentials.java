package io.sealpost.embedded;

/**
 * A user and the password that proves it.
 *
 * @param user the name
 * @param password the secret; {@code toString} leaves it out
 */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user + " [redacted]";
    }
}
