package io.sealpost.client.device;

import java.util.function.UnaryOperator;

/** The directory a device believes in now. Thread-safe. */
final class KnownDirectory {
    private final DeviceStore store;
    private volatile Directory now;

    KnownDirectory(DeviceStore store) {
        this.store = store;
        this.now = store.directory().orElseThrow();
    }

    Directory get() {
        return now;
    }

    long listVersion() {
        return now.devices().list().version();
    }

    /** Stored before it is believed, so no restart goes back behind it. */
    synchronized void learn(UnaryOperator<Directory> step) {
        Directory next = step.apply(now);
        store.learned(next);
        now = next;
    }
}
