package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.OpenedMessage.Comparison;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.message.Context;
import io.sealpost.testing.Wait;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Which messages are opened, in which order they are shown, and how they are acknowledged. */
class RecipientDeviceTest extends ConnectedDevice {
    @Test
    void aMessageIsOpenedShownAndAcknowledgedForItsBytes() {
        PushedMessage message = push(message("your order is on its way"));

        assertThat(text(shown.getFirst())).isEqualTo("your order is on its way");
        assertThat(shown.getFirst().directory()).isEqualTo(Comparison.SAME);
        assertThat(server.answersTo(message.messageId()))
                .singleElement()
                .satisfies(
                        answer -> {
                            assertThat(answer.kind()).isEqualTo("DELIVERED");
                            assertThat(answer.envelope()).isEqualTo(Sha256.of(message.sealed()));
                        });
    }

    @Test
    void aMessagePushedAgainIsAcknowledgedAgainAndShownOnce() {
        PushedMessage message = message("once");
        server.push(device.id(), List.of(message, message));
        server.push(device.id(), List.of(message));
        push(message("the one after"));

        assertThat(server.answersTo(message.messageId())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(shown)
                .extracting(ConnectedDevice::text)
                .containsExactly("once", "the one after");
    }

    @Test
    void aOneTimeCodeIsOpenedBeforeBulkMessagesThatArrivedEarlier() {
        CountDownLatch busy = new CountDownLatch(1);
        fleet.runBulk(() -> awaitQuietly(busy));
        server.push(device.id(), List.of(message("bulk, first")));
        server.push(device.id(), List.of(message("bulk, second")));
        Context code =
                TestBusiness.context(
                        recipient,
                        device.id(),
                        enrolled.prekey(),
                        Instant.now(),
                        Category.AUTHENTICATION);
        server.push(device.id(), List.of(sealed(code, "code")));
        try {
            Wait.until(() -> shown.size() == 1 && fleet.queuedBulkFrames() == 2);
        } finally {
            busy.countDown();
        }

        Wait.until(() -> shown.size() == 3);
        assertThat(shown)
                .extracting(ConnectedDevice::text)
                .containsExactly("code", "bulk, first", "bulk, second");
    }

    @Test
    void aRepeatWithAnotherEnvelopeIsAcknowledgedForTheOneThatWasOpened() {
        Context context = context(Instant.now());
        PushedMessage first = sealed(context, "first");
        push(first);
        server.push(device.id(), List.of(sealed(context, "second")));
        push(message("the one after"));

        assertThat(server.answersTo(first.messageId()))
                .hasSize(2)
                .allSatisfy(
                        answer ->
                                assertThat(answer.envelope()).isEqualTo(Sha256.of(first.sealed())));
        assertThat(shown).extracting(ConnectedDevice::text).doesNotContain("second");
    }

    @Test
    void anotherListOfTheSameVersionIsReportedAsForked() {
        var forked =
                business.list(recipient, List.of(TestBusiness.device(TestBusiness.identity())));
        push(business.sealed(context(Instant.now()), forked, enrolled.prekey(), "forked"));

        assertThat(shown.getFirst().directory()).isEqualTo(Comparison.FORKED);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
