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
 * A folder with its files on a small file system that can be filled: a tmpfs in a user and mount
 * namespace, which needs neither root nor a real disk. Only processes that are started with {@link
 * #launcher} see it. It exists as long as one of them runs.
 */
public final class SmallDisk implements AutoCloseable {
    private static final String MOUNT =
            """
            set -e
            cp -a "$1" "$1.copy"
            mount -t tmpfs -o "size=$2m,mode=700" tmpfs "$1"
            cp -a "$1.copy/." "$1"
            rm -r "$1.copy"
            echo mounted
            exec cat
            """;
    private static final List<String> NAMESPACE =
            List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final int LARGE_BLOCK = 1 << 20;
    private static final int SMALL_BLOCK = 1 << 10;

    private final Process holder;
    private final Path ballast;

    private SmallDisk(Process holder, Path folder) {
        this.holder = holder;
        this.ballast =
                Path.of("/proc/" + holder.pid() + "/root" + folder.toAbsolutePath() + "/ballast");
    }

    /** Whether this machine allows it: Linux, where every user may make namespaces. */
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

    /** Moves a folder, which no process uses, to a disk of this size. */
    public static SmallDisk under(Path folder, int megabytes) {
        List<String> command = new ArrayList<>(NAMESPACE);
        command.addAll(
                List.of("sh", "-c", MOUNT, "sh", folder.toString(), Integer.toString(megabytes)));
        try {
            Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader output = holder.inputReader();
            String line = output.readLine();
            if (!"mounted".equals(line)) {
                throw new IllegalStateException("the small disk could not be mounted: " + line);
            }
            return new SmallDisk(holder, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words before the command of a process that uses it. */
    List<String> launcher() {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("nsenter", "--target", Long.toString(holder.pid())));
        words.addAll(List.of("--user", "--mount", "--preserve-credentials"));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "--user"));
        }
        return words;
    }

    /** Fills the disk completely. */
    public void fill() {
        fill(LARGE_BLOCK);
        fill(SMALL_BLOCK);
    }

    private void fill(int block) {
        try (OutputStream out = Files.newOutputStream(ballast, CREATE, APPEND)) {
            while (true) {
                out.write(new byte[block]);
            }
        } catch (IOException full) {
            // The disk is full now.
        }
    }

    /** Frees the space that {@link #fill} used. */
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
