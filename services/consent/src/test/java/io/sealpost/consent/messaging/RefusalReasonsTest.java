package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.RefusalReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalReasonsTest {

    @ParameterizedTest
    @EnumSource
    void everyReasonIsPublishedUnderItsOwnName(RefusalReason reason) {
        assertThat(RefusalReasons.avro(reason).name()).isEqualTo(reason.name());
    }
}
