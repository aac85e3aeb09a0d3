package io.sealpost.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a test can do to any of the parts. Each call returns when it has taken effect. */
public abstract sealed class TestServer implements AutoCloseable
        permits TestBroker, TestPostgres, TestRegistry {

    private final Server server;
    private final @Nullable SmallDisk disk;

    TestServer(Server server, @Nullable SmallDisk disk) {
        this.server = server;
        this.disk = disk;
    }

    /** The disk it is on, where it was made with a small one. */
    public SmallDisk disk() {
        return Objects.requireNonNull(disk);
    }

    /**
     * Starts it again, after {@link #kill} or {@link #stop}, at the same address with what it
     * stored.
     */
    public void start() {
        server.start();
    }

    /** Stops it in order. */
    public void stop() {
        server.stop();
    }

    /** SIGKILL. */
    public void kill() {
        server.kill();
    }

    /** Stops and starts it. */
    public void restart() {
        server.stop();
        server.start();
    }

    /** SIGSTOP: its sockets stay open and nothing answers. */
    public void pause() {
        server.pause();
    }

    /** SIGCONT. */
    public void resume() {
        server.resume();
    }

    /** Ends it for good. Shared ones are ended with the JVM. */
    @Override
    public void close() {
        server.kill();
        if (disk != null) {
            disk.close();
        }
    }
}
