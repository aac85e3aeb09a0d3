package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.e2e.FrontDoor.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left when everything is stopped; after all other tests, whose log this is. */
@ExtendWith(OnePlatform.class)
@Order(Integer.MAX_VALUE)
class StoppedTest {
    private final FrontDoor sealpost;

    StoppedTest(FrontDoor sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void theLogVerifiesWithEverythingStoppedAndAFlippedByteIsNamed()
            throws IOException, InterruptedException {
        assertThat(sealpost.run("down", "--json").exit()).isZero();
        assertThat(sealpost.run("verify", "--json").json().path("verified").asBoolean()).isTrue();
        Path bundle = sealpost.state().resolve("log/tile/entries/000");
        int entry = 5;

        flip(bundle, entry * 44 + 20);
        Answer broken = sealpost.run("verify", "--json");
        flip(bundle, entry * 44 + 20);

        assertThat(broken.exit()).isNotZero();
        assertThat(broken.json().path("firstBadIndex").asInt()).isEqualTo(entry);
        assertThat(sealpost.run("verify", "--json").exit()).isZero();
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int old = bytes.read();
            bytes.seek(position);
            bytes.write(old ^ 1);
        }
    }
}
