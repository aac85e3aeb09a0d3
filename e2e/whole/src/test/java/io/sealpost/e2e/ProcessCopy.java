package io.sealpost.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command and environment of a running service, to start another process like it (Linux). */
record ProcessCopy(List<String> command, Map<String, String> environment) {

    static ProcessCopy of(long pid) throws IOException {
        Path first = Path.of("/proc", Long.toString(pid));
        List<String> command = new ArrayList<>(strings(first.resolve("cmdline")));
        command.removeIf(word -> word.contains("AOTCache"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        for (String variable : strings(first.resolve("environ"))) {
            int end = variable.indexOf('=');
            builder.environment().put(variable.substring(0, end), variable.substring(end + 1));
        }
        return new ProcessCopy(command, builder.environment());
    }

    /** Its class path. */
    String classPath() {
        return command.get(command.indexOf("-cp") + 1);
    }

    /** The same with classes of that folder before the service's own. */
    ProcessCopy withClasses(Path classes) {
        List<String> changed = new ArrayList<>(command);
        int classPath = changed.indexOf("-cp") + 1;
        changed.set(classPath, classes + ":" + changed.get(classPath));
        return new ProcessCopy(changed, environment);
    }

    /** Starts it with additional environment variables. */
    Process start(Path log, Map<String, String> more) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder.start();
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }
}
