package io.sealpost.client.device;

import java.util.function.UnaryOperator;

/** The directory that a device uses now; every change is stored first. Thread-safe. */
final class CurrentDirectory {
    private final DeviceStore store;
    private volatile VerifiedDirectory current;

    CurrentDirectory(DeviceStore store) {
        this.store = store;
        this.current = store.directory().orElseThrow();
    }

    VerifiedDirectory get() {
        return current;
    }

    long listVersion() {
        return current.devices().list().version();
    }

    /** Stores the new directory before it is used, so that a restart never uses an older one. */
    synchronized void update(UnaryOperator<VerifiedDirectory> change) {
        VerifiedDirectory next = change.apply(current);
        store.save(next);
        current = next;
    }
}
