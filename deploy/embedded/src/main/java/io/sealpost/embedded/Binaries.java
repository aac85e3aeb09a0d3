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
 * The unpacked programs, in folders named by their release, as the build of this module lays them
 * out.
 *
 * @param root {@code deploy/embedded/target/runtime}
 * @param training whether the programs record how they start, for {@link Training}
 */
public record Binaries(Path root, boolean training) {

    public Binaries(Path root) {
        this(root, false);
    }

    /** The folder the system property {@code sealpost.runtime} names. */
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

    /** PostgreSQL's {@code bin}, {@code lib} and {@code share}, unpacked at first use. */
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

    /** The command that runs the JVM this code runs in. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A collector for a small heap. What a batch makes is garbage when it ends, so half of the heap
     * is young, with room for what survives a collection: next to nothing grows old, and a full
     * collection, which stops everything for a third of a second, is rare.
     */
    public static List<String> collector() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:NewRatio=1",
                "-XX:SurvivorRatio=4",
                "-XX:TargetSurvivorRatio=90");
    }

    /**
     * The JVM with what keeps a small server small, and with what an earlier start taught it, which
     * cuts Kafka's start to a third.
     */
    List<String> java(String program, String heap) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(java(), "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(collector());
        // Both programs use what JDK 25 warns of; the warnings are for their authors.
        command.addAll(
                List.of(
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"));
        if (training || cache(program).exists()) {
            command.add(cache(program).option());
        }
        return command;
    }

    /** What a program learnt at build time. */
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
