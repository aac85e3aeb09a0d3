package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the tree, in which mutations are made. Built files are copied, which saves time. The
 * unpacked broker, database and registry are linked, which saves space; nothing writes to them.
 */
record TreeCopy(Path from, Path to) {
    private static final Set<String> NOT_COPIED = Set.of(".git", ".sealpost", "node_modules");
    private static final Set<String> NOT_COPIED_OF_TARGET =
            Set.of("quarkus-app", "surefire-reports", "copy", "maven-status");

    /** Copies everything again: an earlier run built files from mutated sources. */
    void make() throws IOException {
        if (Files.exists(to)) {
            Files.walkFileTree(to, new Deletion());
        }
        Files.walkFileTree(from, new Visitor());
    }

    Path of(Mutation mutation) {
        return to.resolve(mutation.module()).resolve(mutation.file());
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (isNotCopied(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Path copy = to.resolve(from.relativize(folder));
            if (folder.endsWith("target/runtime")) {
                Files.createSymbolicLink(copy, folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Path copy = to.resolve(from.relativize(file));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
        }

        /** Another build may delete files in the tree meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isNotCopied(Path folder) {
            String name = folder.getFileName().toString();
            boolean inTarget = folder.endsWith(Path.of("target", name));
            return folder.equals(to)
                    || NOT_COPIED.contains(name)
                    || inTarget && NOT_COPIED_OF_TARGET.contains(name);
        }
    }

    /** Deletes links, and not the files they point to. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
