package io.sealpost.testing;

/** Starts, stops, kills and pauses one server, a process or a container. */
interface ServerControl {

    /** Starts it with its earlier data and address, and waits until it answers. */
    void start();

    void stop();

    void kill();

    void pause();

    void resume();
}
