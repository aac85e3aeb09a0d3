package io.sealpost.embedded;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts PostgreSQL without root's rights, because it refuses to run as root. Where the current
 * user is root, it runs as {@code nobody} in a user namespace of its own, and root still owns the
 * files. Where the kernel forbids namespaces, it runs as the system's user {@code nobody}, who then
 * owns the files.
 */
enum UnprivilegedLauncher {
    /** The current user is not root. */
    DIRECT(""),
    USER_NAMESPACE("unshare --user"),
    SYSTEM_USER("setpriv --reuid=nobody --regid=nogroup --clear-groups");

    private final String prefix;

    UnprivilegedLauncher(String prefix) {
        this.prefix = prefix;
    }

    static UnprivilegedLauncher here() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return DIRECT;
        }
        return USER_NAMESPACE.works() ? USER_NAMESPACE : SYSTEM_USER;
    }

    List<String> command(List<String> command) {
        Stream<String> words = Stream.of(prefix.split(" ")).filter(word -> !word.isEmpty());
        return Stream.concat(words, command.stream()).toList();
    }

    /** Changes the owner of the folder and its files to the server's user, where they differ. */
    void handOver(Path folder) throws IOException {
        if (this != SYSTEM_USER) {
            return;
        }
        FileSystem files = folder.getFileSystem();
        UserPrincipal nobody =
                files.getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path path, BasicFileAttributes attributes) throws IOException {
                        return visitFile(path, attributes);
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                            throws IOException {
                        Files.setOwner(path, nobody);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private boolean works() {
        try {
            return new ProcessBuilder(command(List.of("true"))).start().onExit().join().exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
