package io.sealpost.bench.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.OpenedMessage.Comparison;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.Direction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedMessageLogTest {
    private static final BusinessId ACME = new BusinessId("acme");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @Test
    void aLineNamesMessageDeviceAndHash() throws Exception {
        OpenedMessage message = message("hello");
        write(message);

        assertThat(Files.readString(file()))
                .isEqualTo(
                        "{\"messageId\":\"%s\",\"device\":\"%s\",\"sha256\":\"%s\"}\n"
                                .formatted(
                                        message.context().message(),
                                        message.context().device(),
                                        "2cf24dba5fb0a30e26e83b2ac5b9e29e"
                                                + "1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void aMessageShownAgainAfterARestartIsNotWrittenAgain() throws Exception {
        OpenedMessage message = message("once");
        write(message);
        write(message);

        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void aLineCutOffByAKillIsTakenBackAndWrittenWhole() throws Exception {
        OpenedMessage message = message("whole");
        write(message);
        String line = Files.readString(file());
        Files.writeString(file(), line.substring(0, 20), StandardOpenOption.TRUNCATE_EXISTING);
        write(message);

        assertThat(Files.readString(file())).isEqualTo(line);
    }

    private void write(OpenedMessage message) throws Exception {
        try (OpenedMessageLog log = OpenedMessageLog.at(file())) {
            log.onMessage(message);
        }
    }

    private Path file() {
        return folder.resolve("opened.jsonl");
    }

    private static OpenedMessage message(String text) {
        Instant at = Instant.ofEpochMilli(1_800_000_000_000L);
        MessageId id = Ids.messageId(ACME, Ids.newRequestId(at, new Random()));
        Context context =
                new Context(
                        Suite.X_WING,
                        Mode.GATEWAY,
                        Direction.TO_RECIPIENT,
                        ACME,
                        id,
                        RecipientId.of(new byte[16]),
                        DeviceId.of(new byte[16]),
                        KeyId.of(new byte[16]),
                        new Purpose("orders"),
                        Category.UTILITY,
                        null,
                        null,
                        "text/plain",
                        at,
                        at.plusSeconds(60));
        Bytes content = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        return new OpenedMessage(
                context, Sha256.OF_NOTHING, content, Comparison.SAME, Comparison.SAME, at);
    }
}
