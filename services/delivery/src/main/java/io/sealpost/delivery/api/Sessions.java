package io.sealpost.delivery.api;

import io.sealpost.delivery.domain.DeviceAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The devices connected to this replica; of two sockets of one device the newer epoch stays. */
@ApplicationScoped
class Sessions {
    private final Map<DeviceAddress, Session> all = new ConcurrentHashMap<>();

    void open(Session session) {
        all.merge(session.address(), session, Sessions::newer);
    }

    private static Session newer(Session a, Session b) {
        Session older = a.epoch() > b.epoch() ? b : a;
        older.end(ErrorCode.TAKEN_OVER, Session.POLICY);
        return older == a ? b : a;
    }

    /** The device's socket, if it is connected here. */
    Optional<Session> find(DeviceAddress address) {
        return Optional.ofNullable(all.get(address));
    }

    void close(Session session) {
        all.remove(session.address(), session);
    }

    Collection<Session> all() {
        return all.values();
    }
}
