package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.testing.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a device connects and stays connected, and which servers it leaves. */
class DeviceConnectionTest extends ConnectedDevice {
    @Test
    void aDroppedDeviceConnectsAgain() {
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
    void theDeviceDisconnectsFromAServerWithAnOlderDeviceList() {
        var second =
                business.list(
                        recipient,
                        2,
                        enrolled.list().list().hash(),
                        TestBusiness.with(
                                enrolled.list().list().devices(),
                                TestBusiness.device(TestBusiness.identity())),
                        business.gatewayKey);
        device.learn(second);
        server.drop(device.id());

        Wait.until(() -> server.connections.get() >= 3);
        assertThat(shown).isEmpty();
    }

    @Test
    void aSecondConnectFailsAndTheFirstConnectionStays() {
        int scheduled = fleet.scheduledTasks();
        assertThatThrownBy(() -> device.connect(message -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the device is connected already");

        push(message("for the first handler"));
        assertThat(fleet.scheduledTasks()).isEqualTo(scheduled);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aClosedDeviceHasNoScheduledTasksAndCannotConnect() {
        device.close();

        assertThatThrownBy(() -> device.connect(shown::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the device is closed");
        assertThat(fleet.scheduledTasks()).isZero();
    }
}
