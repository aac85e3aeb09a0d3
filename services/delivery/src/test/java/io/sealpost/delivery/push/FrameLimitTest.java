package io.sealpost.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.PushQueue.FrameLimit;
import io.sealpost.delivery.store.PushQueue.PushedMessage;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much one statement takes, and when the mailbox may have more. */
class FrameLimitTest {
    private static final int LARGEST = 68_000;
    private static final int MEMORY = 16 * 1_024 * 1_024;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64})
    void theBytesOfAStatementAreBoundedForAnyNumberOfDevices(int devices) {
        FrameLimit limit = LanePusher.share(devices);
        assertThat(devices * (limit.bytes() + LARGEST)).isLessThan(MEMORY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64})
    void ordinaryMessagesReachTheLimitOfTheirNumberFirst(int devices) {
        FrameLimit limit = LanePusher.share(devices);
        assertThat(limit.messages() * 2_300).isLessThan(limit.bytes());
    }

    @Test
    void theLimitIsReachedByTheNumberOrByTheBytes() {
        FrameLimit limit = new FrameLimit(3, 100);
        assertThat(limit.isReachedBy(messages(2, 49))).isFalse();
        assertThat(limit.isReachedBy(messages(3, 1))).isTrue();
        assertThat(limit.isReachedBy(messages(2, 50))).isTrue();
        assertThat(limit.isReachedBy(messages(1, 500))).isTrue();
    }

    private static List<PushedMessage> messages(int count, int size) {
        return Collections.nCopies(
                count,
                new PushedMessage(
                        new DeviceAddress(new BusinessId("acme"), DeviceId.of(new byte[16])),
                        new MessageId(UUID.fromString("018f4a00-0000-8000-8000-000000000000")),
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new byte[size - 1],
                        new byte[1]));
    }
}
