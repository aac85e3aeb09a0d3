package io.sealpost.testing;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder, with what it holds, on a small file system of its own that can be filled up: a tmpfs in
 * a user and mount namespace, so that neither root nor a real disk is needed. Only who goes in by
 * {@link #entrance} sees it; it lasts as long as anybody is in there.
 */
public final class SmallDisk implements AutoCloseable {
    private static final String MOUNT =
            """
            set -e
            cp -a "$1" "$1.kept"
            mount -t tmpfs -o "size=$2m,mode=700" tmpfs "$1"
            cp -a "$1.kept/." "$1"
            rm -r "$1.kept"
            echo mounted
            exec cat
            """;
    private static final List<String> NAMESPACE =
            List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final int LARGE = 1 << 20;
    private static final int SMALL = 1 << 10;

    private final Process holder;
    private final Path ballast;

    private SmallDisk(Process holder, Path folder) {
        this.holder = holder;
        this.ballast =
                Path.of("/proc/" + holder.pid() + "/root" + folder.toAbsolutePath() + "/ballast");
    }

    /** Whether this machine lets us have one: Linux, where anybody may make namespaces. */
    public static boolean isPossible() {
        List<String> command = new ArrayList<>(NAMESPACE);
        command.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt"));
        try {
            return "embedded".equals(System.getProperty("sealpost.test.parts", "embedded"))
                    && new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts a folder that nobody uses on a disk of so many megabytes. */
    public static SmallDisk under(Path folder, int megabytes) {
        List<String> command = new ArrayList<>(NAMESPACE);
        command.addAll(
                List.of("sh", "-c", MOUNT, "sh", folder.toString(), Integer.toString(megabytes)));
        try {
            Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader said = holder.inputReader();
            String line = said.readLine();
            if (!"mounted".equals(line)) {
                throw new IllegalStateException("no small disk: " + line);
            }
            return new SmallDisk(holder, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words before a command that is to see it. Whoever is not root is nobody in there. */
    List<String> entrance() {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("nsenter", "--target", Long.toString(holder.pid())));
        words.addAll(List.of("--user", "--mount", "--preserve-credentials"));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "--user"));
        }
        return words;
    }

    /** Leaves no room at all. */
    public void fill() {
        fill(LARGE);
        fill(SMALL);
    }

    private void fill(int piece) {
        try (OutputStream out = Files.newOutputStream(ballast, CREATE, APPEND)) {
            while (true) {
                out.write(new byte[piece]);
            }
        } catch (IOException full) {
            // which is what was asked for
        }
    }

    public void makeRoom() {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
