package io.sealpost.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running service's command and environment, to start another process like it. Linux only, where
 * both can be read.
 */
record ProcessCopy(List<String> command, Map<String, String> environment) {

    static ProcessCopy of(long pid) throws IOException {
        Path first = Path.of("/proc", Long.toString(pid));
        List<String> command = new ArrayList<>(words(first.resolve("cmdline")));
        command.removeIf(word -> word.contains("AOTCache"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        for (String variable : words(first.resolve("environ"))) {
            int end = variable.indexOf('=');
            builder.environment().put(variable.substring(0, end), variable.substring(end + 1));
        }
        return new ProcessCopy(command, builder.environment());
    }

    /** What its own classes are found with. */
    String classPath() {
        return command.get(command.indexOf("-cp") + 1);
    }

    /** The same with classes of that folder in place of the service's own. */
    ProcessCopy shadowedBy(Path classes) {
        List<String> shadowed = new ArrayList<>(command);
        int classPath = shadowed.indexOf("-cp") + 1;
        shadowed.set(classPath, classes + ":" + shadowed.get(classPath));
        return new ProcessCopy(shadowed, environment);
    }

    /** Starts it, with these variables more. */
    Process start(Path log, Map<String, String> more) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder.start();
    }

    private static List<String> words(Path zeroEnded) throws IOException {
        return List.of(Files.readString(zeroEnded).split("\0"));
    }
}
