package io.sealpost.ingest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.Samples;
import io.sealpost.ingest.domain.Arrival;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.BusinessId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestInputTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final BusinessId ACME = new BusinessId(Samples.BUSINESS);
    private static final SendRequest WIRE = Samples.request(NOW).build();

    private static final RequestInput DECIDED = input(1);
    private static final RequestInput SEALED_AGAIN = input(2);

    @Test
    void theDecidedCopyIsFoundAlthoughAReplayBringsAnotherFirst() {
        assertThat(SEALED_AGAIN.and(DECIDED).copy(DECIDED.request().copy())).contains(DECIDED);
    }

    @Test
    void aCopyThatWasNotDecidedIsNotPublished() {
        assertThat(SEALED_AGAIN.copy(DECIDED.request().copy())).isEmpty();
    }

    private static RequestInput input(int content) {
        return RequestReader.input(
                new Arrival(ACME, false, NOW), WIRE, new byte[] {(byte) content});
    }
}
