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
 * What one run of a program taught its JVM for later ones: classes loaded and linked, and which
 * methods are hot (JEP 483, 514, 515). The JVM writes it after an orderly end; it is taken over
 * only when it is whole, and makes room for one with another key. One that does not fit is ignored
 * by the JVM. It holds classes and profiles, never a value of the run.
 *
 * @param folder where it is kept
 * @param program the first part of the file's name
 * @param key what it was learnt of: a release, or the jars themselves
 */
public record AotCache(Path folder, String program, String key) {
    private static final String NEW = ".new";

    /** The one for these jars as they are now, and for the JDK this code runs in. */
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
     * The option of a run that begins now: to use what was learnt, or else to learn, and to remove
     * what was learnt under another key or left unfinished.
     */
    public String option() {
        return exists() ? "-XX:AOTCache=" + file() : learn();
    }

    boolean exists() {
        return Files.exists(file());
    }

    private String learn() {
        try {
            Files.createDirectories(folder);
            for (Path other : files(folder, program, "*")) {
                Files.delete(other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-XX:AOTCacheOutput=" + file() + NEW;
    }

    /** To be called when a run has ended by itself: what it learnt is used from now on. */
    public static void keep(Path folder, String program) {
        try {
            for (Path whole : files(folder, program, NEW)) {
                String name = whole.getFileName().toString();
                Path file = folder.resolve(name.substring(0, name.length() - NEW.length()));
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
