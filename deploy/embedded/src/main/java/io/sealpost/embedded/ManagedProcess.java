package io.sealpost.embedded;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A server that runs as a process of its own. Starting one that runs and stopping one that does not
 * have no effect.
 */
public interface ManagedProcess {

    /** The process behind it. */
    Daemon daemon();

    /**
     * Starts it and waits until it answers.
     *
     * @throws StartFailedException where it does not answer in time, or ends
     */
    void start();

    /** Stops it in order. What it stores is kept. */
    default void stop() {
        daemon().stop(Signal.TERM);
    }

    /** Whether it answers now; needs no credentials. */
    boolean isReady();

    /** Its port; before its first start, the port it would probably get. */
    int port();

    default boolean isAlive() {
        return daemon().isAlive();
    }

    default OptionalLong pid() {
        return daemon().pid();
    }

    default Path log() {
        return daemon().log();
    }

    /** Sends SIGKILL to it and its children. */
    default void kill() {
        daemon().kill();
    }

    /** Sends SIGSTOP to it and its children. */
    default void pause() {
        daemon().pause();
    }

    /** Sends SIGCONT to it and its children. */
    default void resume() {
        daemon().resume();
    }
}
