package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.PushReceiver.Received;
import io.sealpost.testing.Wait;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PushReceiverTest extends ConnectedDevice {

    @Test
    void aMessageStoredWhenTheDeviceClosesIsShownByTheNextProcessOnly() {
        device.close();
        try (DeviceStore store = DeviceStore.open(file())) {
            PushReceiver receiver = receiver(store);
            Received received = receiver.receive(List.of(message("once")));
            receiver.close();

            receiver.show(received.unshown(), shown::add);
        }
        assertThat(shown).isEmpty();

        try (RecipientDevice again = RecipientDevice.open(fleet, file())) {
            again.connect(shown::add).join();
            Wait.until(() -> !shown.isEmpty());
        }
        assertThat(shown).extracting(ConnectedDevice::text).containsExactly("once");
    }

    private static PushReceiver receiver(DeviceStore store) {
        DeviceIdentity identity = store.identity().orElseThrow();
        CurrentDirectory directory = new CurrentDirectory(store);
        return new PushReceiver(
                new MessageOpener(identity, new Prekeys(store.database(), identity)),
                new MessageStore(store.database(), identity),
                new AcknowledgementSigner(identity, directory, Clock.systemUTC()),
                directory,
                new ConcurrentHashMap<>(),
                Clock.systemUTC());
    }
}
