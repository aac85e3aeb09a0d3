package io.sealpost.testing;

import io.sealpost.embedded.Part;

/** An embedded part. */
record EmbeddedServer(Part part) implements Server {

    @Override
    public void start() {
        part.start();
    }

    @Override
    public void stop() {
        part.stop();
    }

    @Override
    public void kill() {
        part.kill();
    }

    @Override
    public void pause() {
        part.pause();
    }

    @Override
    public void resume() {
        part.resume();
    }
}
