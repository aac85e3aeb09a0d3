package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.e2e.SealpostCommand.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies the files with everything stopped; last, with the log of all other tests. */
@ExtendWith(SharedPlatformExtension.class)
@Order(Integer.MAX_VALUE)
@TestMethodOrder(OrderAnnotation.class)
class StoppedTest {
    private final SealpostCommand sealpost;

    StoppedTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    @Order(1)
    void aServiceStoppedInOrderKeepsItsAotCacheForTheNextStart()
            throws IOException, InterruptedException {
        Path state = sealpost.process("ingest").daemon().state();
        sealpost.process("ingest").kill();
        assertThat(sealpost.runWithAotCache("up", "--json").exit()).isZero();

        assertThat(sealpost.run("down", "--json").exit()).isZero();

        try (Stream<Path> files = Files.list(state)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains(".aot"))
                    .singleElement()
                    .asString()
                    .matches("ingest-[0-9a-f]{16}\\.aot");
        }
    }

    @Test
    @Order(2)
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
