package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.testing.Wait;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the sender hears of what the person has read. */
class ReadReceiptsTest extends ConnectedDevice {
    @Test
    void aReadMessageIsAcknowledgedAsRead() {
        PushedMessage message = push(message("read me"));
        device.markRead(shown.getFirst().context().message());

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void whatIsReadWhileTheDeviceConnectsIsToldWhenItIsReady() {
        PushedMessage message = push(message("read me"));
        server.challenges = new CompletableFuture<>();
        server.drop(device.id());
        Wait.until(() -> server.connections.get() == 2);
        device.markRead(shown.getFirst().context().message());
        server.challenges.complete(null);

        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);
        assertThat(server.answersTo(message.messageId()).getLast().kind()).isEqualTo("READ");
    }

    @Test
    void aMessageIsMarkedReadAlsoWhenItsTimeIsPastAndItsIdForgotten() {
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
                        return again.refusals().containsKey(Refusal.OUTSIDE_ITS_TIME);
                    });
            again.markRead(shown.getFirst().context().message());
            Wait.until(
                    () ->
                            server.answersTo(message.messageId()).stream()
                                    .anyMatch(answer -> answer.kind().equals("READ")));
        }

        assertThat(shown).hasSize(1);
    }
}
