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

/** Maven in the copy, without the gates and without the network. */
record Build(Path root) {
    private static final long PATIENCE_MINUTES = 10;
    private static final String WAIT_SECONDS = "10";
    private static final Path LOG = Path.of("target", "sabotage.log");

    /**
     * Builds what these modules are made of, and puts it where the builds of one module find it.
     */
    void install(Collection<Path> modules) throws IOException {
        String list = modules.stream().map(Path::toString).collect(Collectors.joining(","));
        if (run(List.of("install", "-DskipTests", "-Dquarkus.build.skip", "-pl", list, "-am"))
                != 0) {
            throw new IllegalStateException("the copy does not build: " + root.resolve(LOG));
        }
    }

    /**
     * Compiles a module and runs these tests of it. They wait for a condition 10 s instead of 30: a
     * damaged module often makes its test wait in vain. The undamaged module is held to the same.
     *
     * @param tests as surefire's {@code -Dtest} takes them
     */
    Report test(Path module, String tests) throws IOException {
        Path reports = root.resolve(module).resolve("target/surefire-reports");
        clear(reports);
        int unused =
                run(
                        List.of(
                                "test",
                                "-Dsealpost.test.patience=" + WAIT_SECONDS,
                                "-pl",
                                module.toString(),
                                "-Dtest=" + tests));
        return Report.read(reports);
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
            if (maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
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
