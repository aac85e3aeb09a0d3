package io.sealpost.testing;

import io.sealpost.embedded.ManagedProcess;

/** A server that is a process of this machine. */
record EmbeddedServer(ManagedProcess process) implements ServerControl {

    @Override
    public void start() {
        process.start();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
