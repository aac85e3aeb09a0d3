package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.Inbox.Received;
import io.sealpost.testing.Wait;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class InboxTest extends ConnectedDevice {

    @Test
    void whatIsStoredWhenTheDeviceIsClosedIsShownByTheNextProcessOnly() {
        device.close();
        try (DeviceStore store = DeviceStore.open(file())) {
            Inbox inbox = inbox(store);
            Received received = inbox.receive(List.of(message("once")));
            inbox.close();

            inbox.show(received.fresh(), shown::add);
        }
        assertThat(shown).isEmpty();

        try (RecipientDevice again = RecipientDevice.open(fleet, file())) {
            again.connect(shown::add).join();
            Wait.until(() -> !shown.isEmpty());
        }
        assertThat(shown).extracting(ConnectedDevice::text).containsExactly("once");
    }

    private static Inbox inbox(DeviceStore store) {
        Owner owner = store.owner().orElseThrow();
        return new Inbox(
                owner,
                new MessageReader(owner, new Prekeys(store.database(), owner)),
                new MessageStore(store.database(), owner),
                new ReadStore(store.database()),
                new KnownDirectory(store),
                new ConcurrentHashMap<>(),
                Clock.systemUTC());
    }
}
