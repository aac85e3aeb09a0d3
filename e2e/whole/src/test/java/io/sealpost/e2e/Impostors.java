package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.local.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;

/**
 * Services that run with another class in front of their own, until closed. No switch of the
 * product can do what these do.
 */
final class Impostors implements AutoCloseable {
    private final FrontDoor sealpost;
    private final Path source;
    private final Map<String, Process> running = new HashMap<>();

    /**
     * @param source the class's file under {@code src/test/}
     */
    Impostors(FrontDoor sealpost, String source) {
        this.sealpost = sealpost;
        this.source = Path.of("src/test", source);
    }

    /** In place of the true one, with these variables more. */
    Impostors start(String service, Map<String, String> environment) throws IOException {
        ServiceProcess itself = sealpost.platform().service(service);
        ProcessCopy copy = ProcessCopy.of(itself.pid().orElseThrow());
        Path classes = compiled(service, copy.classPath());
        itself.kill();
        Path log = sealpost.state().resolve("impostor-" + service + ".log");
        running.put(service, copy.shadowedBy(classes).start(log, environment));
        return this;
    }

    private Path compiled(String service, String classPath) throws IOException {
        Path classes = Files.createDirectories(Path.of("target/impostors", service));
        var compiler = ToolProvider.getSystemJavaCompiler();
        int errors =
                compiler.run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        source.toString());
        assertThat(errors).as("errors in %s", source).isZero();
        return classes.toAbsolutePath();
    }

    Impostors awaitReady() {
        for (String service : running.keySet()) {
            ServiceProcess place = sealpost.platform().service(service);
            Await.until("the impostor of " + service + " is ready", place::isReady);
        }
        return this;
    }

    void kill(String service) throws InterruptedException {
        Objects.requireNonNull(running.get(service)).destroyForcibly().waitFor();
    }

    /** The services are themselves again. */
    @Override
    public void close() throws IOException {
        try {
            for (String service : running.keySet()) {
                kill(service);
            }
            assertThat(sealpost.run("up", "--json").exit()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
