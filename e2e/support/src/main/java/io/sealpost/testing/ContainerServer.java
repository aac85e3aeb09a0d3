package io.sealpost.testing;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A container that is killed and started without being removed, so that it keeps its files.
 *
 * @param ready whether the server in it answers
 */
record ContainerServer(GenericContainer<?> container, Callable<Boolean> ready)
        implements ServerControl {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    /**
     * Starts the container, with its inner port mapped to the outer one, and waits until it
     * answers.
     */
    static ContainerServer started(
            GenericContainer<?> container, int outer, int inner, Callable<Boolean> ready) {
        container.setPortBindings(List.of(outer + ":" + inner));
        container
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .waitingFor(new Answers(ready))
                .start();
        return new ContainerServer(container, ready);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        if (!container.isRunning()) {
            docker().startContainerCmd(id()).exec();
        }
        Wait.until(START_TIMEOUT, ready);
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(id()).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(id()).exec();
        Wait.until(() -> !container.isRunning());
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(id()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(id()).exec();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private String id() {
        return container.getContainerId();
    }

    /** Ready when the server answers: an open port may be that of the container engine. */
    private static final class Answers extends AbstractWaitStrategy {

        private final Callable<Boolean> ready;

        Answers(Callable<Boolean> ready) {
            this.ready = ready;
        }

        @Override
        protected void waitUntilReady() {
            Wait.until(START_TIMEOUT, ready);
        }
    }
}
