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
 * PostgreSQL refuses to run as root. Started by root, it runs in a user namespace of its own, where
 * it is nobody and the files stay root's; where the kernel forbids that, it runs as {@code nobody}
 * outright and gets the files.
 */
enum Unprivileged {
    ALREADY(""),
    NAMESPACE("unshare --user"),
    NOBODY("setpriv --reuid=nobody --regid=nogroup --clear-groups");

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged here() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return ALREADY;
        }
        return NAMESPACE.works() ? NAMESPACE : NOBODY;
    }

    List<String> command(List<String> command) {
        Stream<String> words = Stream.of(prefix.split(" ")).filter(word -> !word.isEmpty());
        return Stream.concat(words, command.stream()).toList();
    }

    /** Gives the folder and all in it to the user the server will be, where that is another one. */
    void handOver(Path folder) throws IOException {
        if (this != NOBODY) {
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
