package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.testing.Wait;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which read receipts a device sends, and how often. */
class ReadReceiptsTest extends ConnectedDevice {
    @Test
    void aReadMessageIsAcknowledgedAsRead() {
        PushedMessage message = push(message("read me"));
        device.markRead(shown.getFirst().context().message());

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void aMessageReadWhileConnectingIsReportedWhenTheDeviceIsReady() {
        PushedMessage message = push(message("read me"));
        server.challenges = new CompletableFuture<>();
        server.drop(device.id());
        Wait.until(() -> server.opened.get() == 2);
        device.markRead(shown.getFirst().context().message());
        server.challenges.complete(null);

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void anExpiredMessageIsMarkedReadAfterItsSeenIdIsDiscarded() {
        RecipientDevice second = enrolAnother();
        second.connect(shown::add).join();
        PushedMessage message = messageTo(server.enrolled(second.id()), "read me later");
        server.push(second.id(), List.of(message));
        Wait.until(() -> !shown.isEmpty());
        second.close();
        try (DeviceFleet later = eightDaysLater();
                RecipientDevice again = RecipientDevice.open(later, folder.resolve("second"))) {
            again.connect(shown::add).join();
            Wait.until(
                    () -> {
                        server.push(again.id(), List.of(message));
                        return again.refusals().containsKey(MessageRefusal.OUTSIDE_ITS_TIME);
                    });
            again.markRead(shown.getFirst().context().message());
            Wait.until(
                    () ->
                            server.answersTo(message.messageId()).stream()
                                    .anyMatch(answer -> answer.kind().equals("READ")));
        }

        assertThat(shown).hasSize(1);
    }

    @Test
    void aPendingReadReceiptIsSentByTheNextProcess() {
        PushedMessage message = push(message("read me"));
        server.challenges = new CompletableFuture<>();
        server.drop(device.id());
        Wait.until(() -> server.connections.get() == 2);
        markRead();
        device.close();
        server.challenges = CompletableFuture.completedFuture(null);
        reopen(fleet);

        Wait.until(() -> reads(message) == 1);
    }

    @Test
    void aReadReceiptIsSentAgainIfTheConnectionEndsBeforeAPingIsAnswered() {
        PushedMessage message = push(message("read me"));
        markRead();
        Wait.until(() -> reads(message) == 1);
        server.drop(device.id());

        Wait.until(() -> reads(message) == 2);
    }

    @Test
    void anAcceptedReadReceiptIsNotSentAgain() {
        PushedMessage message = push(message("read me"));
        device.close();
        try (DeviceFleet quick = pinging(Duration.ofMillis(20))) {
            reopen(quick);
            markRead();
            Wait.until(() -> reads(message) == 1);
            int before = server.pings.get();
            Wait.until(() -> server.pings.get() >= before + 5);
            device.close();
        }
        reopen(fleet);
        push(message("the one after"));

        assertThat(reads(message)).isEqualTo(1);
    }

    @Test
    void aRefusedReadReceiptIsNotSentAgain() {
        PushedMessage message = push(message("read me"));
        server.readsToRefuse.set(Integer.MAX_VALUE);
        markRead();
        Wait.until(() -> server.connections.get() == 2);
        PushedMessage after = message("the one after");
        Wait.until(
                () -> {
                    server.push(device.id(), List.of(after));
                    return shown.size() == 2;
                });

        assertThat(reads(message)).isEqualTo(1);
        assertThat(server.connections).hasValue(2);
    }

    private void markRead() {
        device.markRead(shown.getFirst().context().message());
    }

    private void reopen(DeviceFleet in) {
        device = RecipientDevice.open(in, file());
        device.connect(shown::add).join();
    }

    private long reads(PushedMessage message) {
        return server.answersTo(message.messageId()).stream()
                .filter(answer -> answer.kind().equals("READ"))
                .count();
    }

    private static DeviceFleet pinging(Duration interval) {
        return new DeviceFleet(1, Clock.systemUTC(), Duration.ofHours(1), interval);
    }
}
