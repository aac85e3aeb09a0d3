package io.sealpost.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The unpacked programs, in folders named after their release, as the build of this module makes
 * them.
 *
 * @param root {@code deploy/embedded/target/runtime}
 * @param training whether the programs record AOT caches, for {@link AotTrainingRun}
 */
public record Binaries(Path root, boolean training) {

    public Binaries(Path root) {
        this(root, false);
    }

    /** In the folder that the system property {@code sealpost.runtime} names. */
    public static Binaries ofBuild() {
        String root = System.getProperty("sealpost.runtime");
        if (root == null) {
            throw new IllegalStateException("the system property sealpost.runtime is not set");
        }
        return new Binaries(Path.of(root).toAbsolutePath());
    }

    /** The class path of the broker and its tools. */
    Path kafka() {
        return present("kafka", "the broker");
    }

    /** The registry, a runnable jar and its libraries. */
    Path apicurio() {
        return present("apicurio", "the registry");
    }

    /** PostgreSQL's {@code bin}, {@code lib} and {@code share}, unpacked at the first use. */
    Path postgres() {
        Path folder = present("postgres", "the database");
        try (Stream<Path> files = Files.list(folder)) {
            Path jar =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow();
            return TarXz.unpackedOnce(jar, folder.resolve("unpacked"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code java} command of the JDK that runs this code. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Garbage collector options for a small heap. The objects of a batch are garbage when it ends,
     * so half of the heap is the young generation, with large survivor spaces: few objects become
     * old, and full collections, which stop the process for a third of a second, are rare.
     */
    public static List<String> collector() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:NewRatio=1",
                "-XX:SurvivorRatio=4",
                "-XX:TargetSurvivorRatio=90");
    }

    /**
     * The JVM's command with options for a small server, and with the AOT cache of the build, which
     * reduces the time of Kafka's start to a third.
     */
    List<String> java(String program, String heap) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(java(), "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(collector());
        // Kafka and Apicurio use what JDK 25 warns about; only their authors can change that.
        command.addAll(
                List.of(
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"));
        if (training || cache(program).exists()) {
            command.add(cache(program).option());
        }
        return command;
    }

    /** A program's cache, recorded at build time. */
    AotCache cache(String program) {
        return new AotCache(root, program, versions().getProperty(program));
    }

    private Path present(String program, String what) {
        Path folder = root.resolve(program + "-" + versions().getProperty(program));
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    what
                            + " is missing from "
                            + folder
                            + ": build it with ./mvnw package -pl deploy/embedded -am");
        }
        return folder;
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
