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
 * Services in which a test's class replaces one of their own, until it is closed. The product has
 * no setting for this.
 */
final class ReplacedServices implements AutoCloseable {
    private final SealpostCommand sealpost;
    private final Path source;
    private final Map<String, Process> running = new HashMap<>();

    /**
     * @param source the class's file, relative to {@code src/test/}
     */
    ReplacedServices(SealpostCommand sealpost, String source) {
        this.sealpost = sealpost;
        this.source = Path.of("src/test", source);
    }

    /** Replaces a running service; the new process has these environment variables, too. */
    ReplacedServices start(String service, Map<String, String> environment) throws IOException {
        ServiceProcess original = sealpost.platform().service(service);
        ProcessCopy copy = ProcessCopy.of(original.pid().orElseThrow());
        Path classes = compiled(service, copy.classPath());
        original.kill();
        Path log = sealpost.state().resolve("replaced-" + service + ".log");
        running.put(service, copy.withClasses(classes).start(log, environment));
        return this;
    }

    private Path compiled(String service, String classPath) throws IOException {
        Path classes = Files.createDirectories(Path.of("target/replaced", service));
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

    ReplacedServices awaitReady() {
        for (String service : running.keySet()) {
            ServiceProcess original = sealpost.platform().service(service);
            Await.until(service + " is ready", original::isReady);
        }
        return this;
    }

    void kill(String service) throws InterruptedException {
        Objects.requireNonNull(running.get(service)).destroyForcibly().waitFor();
    }

    /** Ends the replaced services, and starts the original ones. */
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
