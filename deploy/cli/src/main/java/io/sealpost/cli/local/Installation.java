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
 * The folders of an installation, and the files in the state folder.
 *
 * @param root the repository
 * @param state everything that is stored: {@code .sealpost/}, or the folder SEALPOST_STATE names
 */
public record Installation(Path root, Path state) {
    private static final String BUSINESSES = "businesses";
    private static final String JSON = ".json";

    /**
     * The installation that the {@code ./sealpost} script and the environment name.
     *
     * @throws IllegalStateException with the cure, where the state folder has another format
     */
    public static Installation find() {
        Installation located = locate();
        new StateFormat(located.state()).require();
        return located;
    }

    /** The same without a check of the state folder's format. */
    public static Installation locate() {
        Path root = Path.of(System.getProperty("sealpost.root", ".")).toAbsolutePath().normalize();
        String state = System.getenv("SEALPOST_STATE");
        return new Installation(
                root, state == null ? root.resolve(".sealpost") : Path.of(state).toAbsolutePath());
    }

    /** A service's class path, always in the same order: the JVM's cache depends on it. */
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
            throw new UncheckedIOException(
                    "the services are not built, there is no folder " + folder, e);
        }
    }

    /** The keys that are in no database: key-encryption keys, and the token issuer's. */
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

    /** A service's key-encryption key. */
    Path keyset(String service) {
        return keys().resolve(service + ".keyset.json");
    }

    /**
     * Exists once databases, users and schemas are made; names the catalogue they were made for.
     */
    Path provisioned() {
        return state.resolve("provisioned");
    }

    /** The folder of a service's process. */
    Path service(String service) {
        return state.resolve("services").resolve(service);
    }

    /** The account file of a business. */
    public Path business(String name) {
        return state.resolve(BUSINESSES).resolve(name + JSON);
    }

    /** The businesses that have an account file here. */
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
