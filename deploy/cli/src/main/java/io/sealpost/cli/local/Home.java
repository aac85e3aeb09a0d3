package io.sealpost.cli.local;

import io.sealpost.seal.id.BusinessId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param root the repository
 * @param state what Sealpost keeps: {@code .sealpost/}, or the folder SEALPOST_STATE names
 */
public record Home(Path root, Path state) {
    private static final String BUSINESSES = "businesses";
    private static final String JSON = ".json";

    /** As the {@code ./sealpost} script and the environment say. */
    public static Home find() {
        Path root = Path.of(System.getProperty("sealpost.root", ".")).toAbsolutePath().normalize();
        String state = System.getenv("SEALPOST_STATE");
        return new Home(
                root, state == null ? root.resolve(".sealpost") : Path.of(state).toAbsolutePath());
    }

    /** A service's class path, always in the same order. */
    String classPath(String service) {
        Path app = root.resolve("services").resolve(service).resolve("target/quarkus-app");
        return Stream.of("quarkus", "app", "lib/boot", "lib/main")
                .flatMap(folder -> jars(app.resolve(folder)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("not built: " + folder, e);
        }
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

    /** A service's wrapping key. */
    Path keyset(String service) {
        return keys().resolve(service + ".keyset.json");
    }

    /** Tells by being there that databases, topics and users were made, and of which release. */
    Path provisioned() {
        return state.resolve("provisioned");
    }

    Path service(String service) {
        return state.resolve("services").resolve(service);
    }

    /** The credentials of one business, for its producers. */
    public Path business(String name) {
        return state.resolve(BUSINESSES).resolve(name + JSON);
    }

    /** The businesses that were added here. */
    List<String> businesses() {
        Path folder = state.resolve(BUSINESSES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JSON))
                    .map(name -> name.substring(0, name.length() - JSON.length()))
                    .filter(BusinessId::isValid)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
