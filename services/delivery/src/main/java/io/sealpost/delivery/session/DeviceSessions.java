package io.sealpost.delivery.session;

import io.sealpost.delivery.domain.DeviceAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this replica, at most one for each device. Thread-safe. */
@ApplicationScoped
public class DeviceSessions {
    private final Map<DeviceAddress, DeviceSession> all = new ConcurrentHashMap<>();

    /** Adds a session. Of two sessions of one device, the one with the lower epoch is ended. */
    public void open(DeviceSession session) {
        all.merge(session.address(), session, DeviceSessions::newer);
    }

    private static DeviceSession newer(DeviceSession a, DeviceSession b) {
        DeviceSession older = a.epoch() > b.epoch() ? b : a;
        older.end(SocketError.TAKEN_OVER);
        return older == a ? b : a;
    }

    /** The session of this device, if this replica has it. */
    public Optional<DeviceSession> find(DeviceAddress address) {
        return Optional.ofNullable(all.get(address));
    }

    /** Removes a session whose socket is closed. */
    public void close(DeviceSession session) {
        all.remove(session.address(), session);
    }

    public Collection<DeviceSession> all() {
        return all.values();
    }
}
