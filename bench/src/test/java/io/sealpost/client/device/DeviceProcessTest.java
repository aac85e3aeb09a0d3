package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.bench.device.DeviceProcess;
import io.sealpost.client.device.DeviceServer.Enrolled;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.ChildJvm;
import io.sealpost.testing.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of devices is killed while it opens messages. The test is in the package of the
 * client's test server, which it uses.
 */
class DeviceProcessTest {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int MESSAGES = 600;
    private static final int FRAME = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private final TestBusiness business = new TestBusiness();

    @Test
    void aKilledProcessWritesEachMessageOnceAndLosesNoneItAcknowledged() throws Exception {
        try (DeviceServer server = new DeviceServer(business)) {
            Path links = links(server, 2);
            Map<UUID, String> sent = new HashMap<>();
            List<PushedMessage> all = new ArrayList<>();
            try (ChildJvm first = start(links)) {
                first.awaitLine(START_TIMEOUT, "READY 2"::equals);
                server.enrolled.values().forEach(device -> all.addAll(messages(device, sent)));
                pushAll(server, all);
                Wait.until(() -> server.answers.size() >= MESSAGES / 4);
                first.kill();
            }
            List<UUID> acknowledged =
                    server.answers.stream().map(DeviceServer.Answer::message).toList();
            try (ChildJvm second = start(links)) {
                second.awaitLine(START_TIMEOUT, "READY 2"::equals);
                pushAll(server, all);
                Wait.until(() -> written().size() >= all.size());
            }
            System.out.printf(
                    "messages=%d acknowledgedBeforeKill=%d written=%d%n",
                    all.size(), acknowledged.size(), written().size());

            assertThat(acknowledged).hasSizeBetween(1, all.size() - 1);
            Map<UUID, String> written = new HashMap<>();
            written().forEach(line -> assertThat(written.put(id(line), hash(line))).isNull());
            assertThat(written).isEqualTo(sent).containsKeys(acknowledged.toArray(UUID[]::new));
        }
    }

    private ChildJvm start(Path links) {
        return ChildJvm.start(
                DeviceProcess.class,
                Map.of(),
                "--links",
                links.toString(),
                "--state",
                folder.resolve("state").toString(),
                "--out",
                folder.resolve("opened.jsonl").toString());
    }

    private Path links(DeviceServer server, int devices) throws Exception {
        List<String> links =
                Stream.generate(
                                () ->
                                        business.link(
                                                RecipientId.of(TestBusiness.bits()),
                                                server.origin()))
                        .limit(devices)
                        .map(TicketLink::encode)
                        .toList();
        return Files.writeString(
                folder.resolve("links.json"), ApiClient.JSON.writeValueAsString(links));
    }

    private List<PushedMessage> messages(Enrolled device, Map<UUID, String> sent) {
        List<PushedMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES / 2; i++) {
            String text = "message " + i + " to " + device.device();
            PushedMessage message =
                    business.sealed(
                            TestBusiness.context(
                                    device.recipient(),
                                    device.device(),
                                    device.prekey(),
                                    Instant.now()),
                            device.list(),
                            device.prekey(),
                            text);
            messages.add(message);
            sent.put(
                    message.messageId(),
                    Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes().hex());
        }
        return messages;
    }

    private static void pushAll(DeviceServer server, List<PushedMessage> all) {
        for (Enrolled device : server.enrolled.values()) {
            List<PushedMessage> own =
                    all.stream()
                            .filter(message -> message.device().equals(device.device().value()))
                            .toList();
            for (int from = 0; from < own.size(); from += FRAME) {
                server.push(device.device(), own.subList(from, Math.min(own.size(), from + FRAME)));
            }
        }
    }

    private List<JsonNode> written() throws Exception {
        String text = Files.readString(folder.resolve("opened.jsonl"));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            lines.add(ApiClient.JSON.readTree(line));
        }
        return lines;
    }

    private static UUID id(JsonNode line) {
        return UUID.fromString(line.path("messageId").asText());
    }

    private static String hash(JsonNode line) {
        return line.path("sha256").asText();
    }
}
