package io.sealpost.encryption.keys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.sealpost.encryption.EncryptionConfig;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartCheckTest {
    private record Settings(Duration destroyAfter)
            implements EncryptionConfig, EncryptionConfig.Epoch {
        @Override
        public int sealingThreads() {
            return 1;
        }

        @Override
        public Duration businessRecordValidity() {
            return Duration.ofDays(1);
        }

        @Override
        public URI deliveryOrigin() {
            return URI.create("http://127.0.0.1:7504");
        }

        @Override
        public Epoch epoch() {
            return this;
        }

        @Override
        public Duration sealFor() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration overlap() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration margin() {
            return Duration.ofHours(6);
        }
    }

    @Test
    void theServiceDoesNotStartWithAnEpochShorterThanTheLongestWait() {
        assertThatThrownBy(() -> start(Duration.ofHours(42)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> start(Duration.ofHours(43))).doesNotThrowAnyException();
    }

    private static void start(Duration destroyAfter) {
        new StartCheck(new Settings(destroyAfter)).onStart(new StartupEvent());
    }
}
