package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.id.Lane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long bulk work of a service rests, by what its urgent work took. */
class BulkThrottleTest {
    private long nanos = Long.MAX_VALUE - 1_000;
    private final BulkThrottle rests = new BulkThrottle(() -> nanos);

    @Test
    void withoutUrgentWorkBulkDoesNotPause() {
        assertThat(bulk(120)).isZero();
    }

    @Test
    void besideFastUrgentWorkBulkDoesNotPause() {
        urgent(50);

        assertThat(bulk(120)).isZero();
    }

    @Test
    void besideSlowUrgentWorkBulkPausesThreeTimesItsOwnDuration() {
        urgent(51);

        assertThat(bulk(120)).isEqualTo(Duration.ofMillis(360));
        assertThat(bulk(7)).isEqualTo(Duration.ofMillis(21));
    }

    @Test
    void aPauseIsAtMostASecond() {
        BulkThrottle.Work campaign = rests.begin(Lane.BULK);
        pass(400);
        urgent(60);

        assertThat(campaign.done()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSecondAfterSlowUrgentWorkBulkDoesNotPause() {
        urgent(60);
        assertThat(bulk(999)).isPositive();

        assertThat(bulk(1)).isZero();
    }

    private void urgent(int millis) {
        assertThat(work(Lane.URGENT, millis)).isZero();
    }

    private Duration bulk(int millis) {
        return work(Lane.BULK, millis);
    }

    private Duration work(Lane lane, int millis) {
        BulkThrottle.Work work = rests.begin(lane);
        pass(millis);
        return work.done();
    }

    private void pass(int millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }
}
