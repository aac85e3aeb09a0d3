package io.sealpost.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server that a test can stop, kill and pause. Each call returns when it has taken effect. */
public abstract sealed class TestServer implements AutoCloseable
        permits TestBroker, TestPostgres, TestRegistry {

    private final ServerControl server;
    private final @Nullable SmallDisk disk;

    TestServer(ServerControl server, @Nullable SmallDisk disk) {
        this.server = server;
        this.disk = disk;
    }

    /** Its disk, where it was made with a small one. */
    public SmallDisk disk() {
        return Objects.requireNonNull(disk);
    }

    /** Starts it again after {@link #kill} or {@link #stop}, with the same address and data. */
    public void start() {
        server.start();
    }

    /** Stops it in order. */
    public void stop() {
        server.stop();
    }

    /** Sends SIGKILL. */
    public void kill() {
        server.kill();
    }

    /** Stops and starts it. */
    public void restart() {
        server.stop();
        server.start();
    }

    /** Sends SIGSTOP: its sockets stay open and nothing answers. */
    public void pause() {
        server.pause();
    }

    /** Sends SIGCONT. */
    public void resume() {
        server.resume();
    }

    /** Kills it. Shared servers are killed when the JVM ends. */
    @Override
    public void close() {
        server.kill();
        if (disk != null) {
            disk.close();
        }
    }
}
