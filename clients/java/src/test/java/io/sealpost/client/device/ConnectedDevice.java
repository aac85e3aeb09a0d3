package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.DeviceServer.Enrolled;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.message.Context;
import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A device that is enrolled and connected to a test server, for the tests of devices. */
abstract class ConnectedDevice {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    final TestBusiness business = new TestBusiness();
    final DeviceServer server = new DeviceServer(business);
    final DeviceFleet fleet = DeviceFleet.ofThreads(1);
    final RecipientId recipient = RecipientId.of(TestBusiness.bits());
    final List<OpenedMessage> shown = new CopyOnWriteArrayList<>();
    RecipientDevice device;
    Enrolled enrolled;

    @BeforeEach
    void enrolAndConnect() {
        device = RecipientDevice.enrol(fleet, file(), business.link(recipient, server.origin()));
        enrolled = server.theOnly();
        device.connect(shown::add).join();
    }

    @AfterEach
    void disconnect() {
        device.close();
        fleet.close();
        server.close();
        assertThat(server.badSignatures).hasValue(0);
        assertThat(server.earlyFrames).hasValue(0);
    }

    /** Its clock is eight days ahead, and it runs maintenance every 20 ms, not every hour. */
    static DeviceFleet eightDaysLater() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
        return new DeviceFleet(1, later, Duration.ofMillis(20), Duration.ofSeconds(20));
    }

    RecipientDevice enrolAnother() {
        return RecipientDevice.enrol(
                fleet,
                folder.resolve("second"),
                business.link(RecipientId.of(TestBusiness.bits()), server.origin()));
    }

    /** Pushes a message, and waits until it is shown and acknowledged. */
    PushedMessage push(PushedMessage message) {
        server.push(device.id(), List.of(message));
        Wait.until(
                () ->
                        shown.stream()
                                        .anyMatch(
                                                opened ->
                                                        opened.context()
                                                                .message()
                                                                .value()
                                                                .equals(message.messageId()))
                                && !server.answersTo(message.messageId()).isEmpty());
        return message;
    }

    PushedMessage message(String text) {
        return sealed(context(Instant.now()), text);
    }

    PushedMessage messageTo(Enrolled other, String text) {
        Context context =
                TestBusiness.context(
                        other.recipient(), other.device(), other.prekey(), Instant.now());
        return business.sealed(context, other.list(), other.prekey(), text);
    }

    PushedMessage sealed(Context context, String text) {
        return business.sealed(context, enrolled.list(), enrolled.prekey(), text);
    }

    Context context(Instant sentAt) {
        return TestBusiness.context(recipient, device.id(), enrolled.prekey(), sentAt);
    }

    Path file() {
        return folder.resolve("phone");
    }

    static String text(OpenedMessage message) {
        return new String(message.content().toArray(), StandardCharsets.UTF_8);
    }
}
