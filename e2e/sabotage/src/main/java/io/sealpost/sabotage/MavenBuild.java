package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Maven in the copy of the tree, without the gates and without the network. */
record MavenBuild(Path root) {
    private static final long BUILD_TIMEOUT_MINUTES = 10;
    private static final String TEST_TIMEOUT_SECONDS = "10";
    private static final Path LOG = Path.of("target", "sabotage.log");

    /**
     * Builds these modules and their dependencies, and installs them in the local repository, where
     * the builds of single modules find them.
     */
    void install(Collection<Path> modules) throws IOException {
        String list = modules.stream().map(Path::toString).collect(Collectors.joining(","));
        if (run(List.of("install", "-DskipTests", "-Dquarkus.build.skip", "-pl", list, "-am"))
                != 0) {
            throw new IllegalStateException("the copy does not build: " + root.resolve(LOG));
        }
    }

    /**
     * Compiles a module and runs some of its tests. They wait for a condition for 10 s instead of
     * 30 s, with and without the mutation: with it, a test often waits until the timeout.
     *
     * @param tests as of surefire's {@code -Dtest}
     */
    SurefireReport test(Path module, String tests) throws IOException {
        Path reports = root.resolve(module).resolve("target/surefire-reports");
        clear(reports);
        int unused =
                run(
                        List.of(
                                "test",
                                "-Dsealpost.test.timeout=" + TEST_TIMEOUT_SECONDS,
                                "-pl",
                                module.toString(),
                                "-Dtest=" + tests));
        return SurefireReport.read(reports);
    }

    private int run(List<String> arguments) throws IOException {
        Path log = root.resolve(LOG);
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of(root.resolve("mvnw").toString()));
        command.addAll(List.of("-B", "-o", "-q", "-Dquick"));
        command.addAll(arguments);
        Process maven =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return exit(maven);
    }

    private static int exit(Process maven) {
        try {
            if (maven.waitFor(BUILD_TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                return maven.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        maven.descendants().forEach(ProcessHandle::destroyForcibly);
        maven.destroyForcibly();
        return 1;
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
