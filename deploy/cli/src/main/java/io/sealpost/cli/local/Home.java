package io.sealpost.cli.local;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root the repository
 * @param state what Sealpost keeps: {@code .sealpost/}, or the folder SEALPOST_STATE names
 */
public record Home(Path root, Path state) {

    /** As the {@code ./sealpost} script and the environment say. */
    public static Home find() {
        Path root = Path.of(System.getProperty("sealpost.root", ".")).toAbsolutePath().normalize();
        String state = System.getenv("SEALPOST_STATE");
        return new Home(
                root, state == null ? root.resolve(".sealpost") : Path.of(state).toAbsolutePath());
    }

    /** What starts a service. */
    Path runner(String service) {
        return root.resolve("services")
                .resolve(service)
                .resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The keys that are not in any database: wrapping keys and the issuer of tokens. */
    public Path keys() {
        return state.resolve("keys");
    }

    /** The audit log's tiles and checkpoint as files. */
    public Path log() {
        return state.resolve("log");
    }

    /** The audit log's public key. */
    public Path logKey() {
        return keys().resolve("log.vkey");
    }

    Path service(String service) {
        return state.resolve("services").resolve(service);
    }

    /** The credentials of one business, for its producers. */
    public Path business(String name) {
        return state.resolve("businesses").resolve(name + ".json");
    }
}
