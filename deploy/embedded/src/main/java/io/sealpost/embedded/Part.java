package io.sealpost.embedded;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A broker, database or registry that runs as a process of its own. Starting and stopping twice are
 * once.
 */
public interface Part {

    /** The process behind it. */
    Daemon daemon();

    /**
     * Starts it if it is not running, and waits until it answers.
     *
     * @throws PartFailedException if it does not come up
     */
    void start();

    /** Stops it in order; what it stores is kept. */
    default void stop() {
        daemon().stop(Signal.TERM);
    }

    /** Whether it answers now; a look from outside, without credentials. */
    boolean isReady();

    /** Where it listens; before its first start, where it would. Asking chooses nothing. */
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

    /** SIGKILL, to it and its children. */
    default void kill() {
        daemon().kill();
    }

    /** SIGSTOP, to it and its children. */
    default void pause() {
        daemon().pause();
    }

    /** SIGCONT, to it and its children. */
    default void resume() {
        daemon().resume();
    }
}
