package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.testing.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a device gets and stays connected, and to whom it does not. */
class DeviceConnectionTest extends ConnectedDevice {
    @Test
    void theDeviceConnectsAgainWhenItIsDropped() {
        server.drop(device.id());
        Wait.until(() -> server.connections.get() == 2);
        PushedMessage message = message("after the break");
        Wait.until(
                () -> {
                    server.push(device.id(), List.of(message));
                    return !shown.isEmpty();
                });

        assertThat(shown).hasSize(1);
    }

    @Test
    void aServerThatKnowsAnOlderDeviceListIsLeft() {
        var second =
                business.list(
                        recipient,
                        2,
                        enrolled.list().list().hash(),
                        Business.with(
                                enrolled.list().list().devices(),
                                Business.device(Business.owner())),
                        business.gatewayKey);
        device.learn(second);
        server.drop(device.id());

        Wait.until(() -> server.connections.get() >= 3);
        assertThat(shown).isEmpty();
    }

    @Test
    void aSecondConnectIsRefusedAndTheFirstGoesOn() {
        int timed = fleet.timed();
        assertThatThrownBy(() -> device.connect(message -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("already connected");

        push(message("to the first one's screen"));
        assertThat(fleet.timed()).isEqualTo(timed);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aClosedDeviceLeavesNothingRunningAndCannotConnect() {
        device.close();

        assertThatThrownBy(() -> device.connect(shown::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the device is closed");
        assertThat(fleet.timed()).isZero();
    }
}
