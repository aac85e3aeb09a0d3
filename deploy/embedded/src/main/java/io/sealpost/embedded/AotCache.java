package io.sealpost.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A JVM's AOT cache: the loaded and linked classes and the hot methods that one run of a program
 * recorded for later runs (JEP 483, 514, 515). The JVM writes it at an orderly end; it is used only
 * when it is complete, and a cache with another key replaces it. The JVM ignores a cache that does
 * not fit. It holds classes and profiles, and no data of the run.
 *
 * @param folder of the file
 * @param program the first part of the file's name
 * @param key identifies the code it was recorded from: a release, or a digest of the jars
 */
public record AotCache(Path folder, String program, String key) {
    private static final String UNCONFIRMED = ".new";

    /** The cache for these jars as they are now, and for the JDK that runs this code. */
    public static AotCache of(Path folder, String program, String classPath) {
        MessageDigest digest = sha256();
        digest.update(bytes(System.getProperty("java.vm.version")));
        try {
            for (String jar : classPath.split(File.pathSeparator)) {
                Path path = Path.of(jar);
                digest.update(bytes("\n" + jar + " " + Files.size(path)));
                digest.update(bytes(" " + Files.getLastModifiedTime(path).toMillis()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String key = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return new AotCache(folder, program, key);
    }

    /**
     * The JVM option of a run that starts now: it uses the cache, or else records one. In the
     * second case the caches of other keys and incomplete ones are removed.
     */
    public String option() {
        return exists() ? "-XX:AOTCache=" + file() : record();
    }

    boolean exists() {
        return Files.exists(file());
    }

    private String record() {
        try {
            Files.createDirectories(folder);
            for (Path other : files(folder, program, "*")) {
                Files.delete(other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-XX:AOTCacheOutput=" + file() + UNCONFIRMED;
    }

    /** Confirms the cache of a run that has ended in order: later runs use it. */
    public static void keep(Path folder, String program) {
        try {
            for (Path whole : files(folder, program, UNCONFIRMED)) {
                String name = whole.getFileName().toString();
                Path file = folder.resolve(name.substring(0, name.length() - UNCONFIRMED.length()));
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve(program + "-" + key + ".aot");
    }

    private static List<Path> files(Path folder, String program, String end) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(folder, program + "-*.aot" + end)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
