package io.sealpost.embedded;

import java.nio.file.Path;

/** A process could not be started, or ended while it was starting; its log has the reason. */
public final class StartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String process;
    private final transient Path log;

    StartFailedException(String process, String reason, Path log) {
        super(process + " " + reason + "; its log has the reason: " + log);
        this.process = process;
        this.log = log;
    }

    public String process() {
        return process;
    }

    public Path log() {
        return log;
    }
}
