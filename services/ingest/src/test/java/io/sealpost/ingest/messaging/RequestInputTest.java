package io.sealpost.ingest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.Samples;
import io.sealpost.ingest.domain.Arrival;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestInputTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final BusinessId ACME = new BusinessId(Samples.BUSINESS);
    private static final SendRequest WIRE = Samples.request(NOW).build();

    private static final RequestInput DECIDED = input(1);
    private static final RequestInput SEALED_AFRESH = input(2);

    @Test
    void theDecidedCopyIsFoundThoughAReplayBringsAnotherFirst() {
        assertThat(SEALED_AFRESH.and(DECIDED).decided(DECIDED.copy().toArray())).contains(DECIDED);
    }

    @Test
    void aCopyThatWasNotDecidedIsNotTold() {
        assertThat(SEALED_AFRESH.decided(DECIDED.copy().toArray())).isEmpty();
    }

    private static RequestInput input(int content) {
        var request = RequestEdge.request(new Arrival(ACME, false, NOW), WIRE);
        return new RequestInput(
                Ids.messageId(ACME, WIRE.getRequestId()),
                request.fields().digest(),
                Sha256.of(new byte[] {(byte) content}),
                request,
                WIRE,
                List.of());
    }
}
