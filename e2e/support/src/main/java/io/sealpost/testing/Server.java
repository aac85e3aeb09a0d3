package io.sealpost.testing;

/** A process tests can break: an embedded part or a container. */
interface Server {

    /** Starts it and waits until it answers; keeps what it stored before, and its address. */
    void start();

    void stop();

    void kill();

    void pause();

    void resume();
}
