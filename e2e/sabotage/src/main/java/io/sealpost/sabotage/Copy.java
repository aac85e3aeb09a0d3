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
 * A copy of the tree to do damage in. What is built is brought along, for speed; the unpacked
 * broker, database and registry are linked, for space: nothing writes into them.
 */
record Copy(Path from, Path to) {
    private static final Set<String> LEFT_OUT = Set.of(".git", ".sealpost", "node_modules");
    private static final Set<String> LEFT_OUT_OF_TARGET =
            Set.of("quarkus-app", "surefire-reports", "copy", "maven-status");

    /** Copies anew: what an earlier run built from damaged files must not be taken for built. */
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
            if (isLeftOut(folder)) {
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

        /** Others may build in the tree meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isLeftOut(Path folder) {
            String name = folder.getFileName().toString();
            boolean inTarget = folder.endsWith(Path.of("target", name));
            return folder.equals(to)
                    || LEFT_OUT.contains(name)
                    || inTarget && LEFT_OUT_OF_TARGET.contains(name);
        }
    }

    /** Deletes links, never what they point at. */
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
