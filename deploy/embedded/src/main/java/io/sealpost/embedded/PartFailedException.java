package io.sealpost.embedded;

import java.nio.file.Path;

/** A part that could not be started, or ended while it was starting; its log says why. */
public final class PartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final transient Path log;

    PartFailedException(String part, String reason, Path log) {
        super(part + " " + reason + "; see " + log);
        this.part = part;
        this.log = log;
    }

    public String part() {
        return part;
    }

    public Path log() {
        return log;
    }
}
