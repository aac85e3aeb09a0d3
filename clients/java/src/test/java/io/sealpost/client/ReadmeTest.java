package io.sealpost.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.SealpostProducer;
import io.sealpost.client.producer.Sent;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is this file's code, so it compiles. */
class ReadmeTest {
    private static final Path MODULE = Path.of(System.getProperty("sealpost.root"), "clients/java");
    private static final Path SOURCE =
            MODULE.resolve("src/test/java/io/sealpost/client/ReadmeTest.java");

    @Test
    void everySnippetOfTheReadmeIsCompiledHere() throws Exception {
        String readme = Files.readString(MODULE.resolve("README.md"));
        String source = unindented(Files.readString(SOURCE));
        List<String> snippets =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(readme)
                        .results()
                        .map((MatchResult found) -> unindented(found.group(1)))
                        .toList();

        assertThat(snippets).hasSize(2).allSatisfy(code -> assertThat(source).contains(code));
        assertThat(readme.lines().count()).isLessThanOrEqualTo(60);
    }

    static Sent business(
            Map<String, Object> connection, URI registry, RecipientId recipient, GrantProof proof) {
        Purpose orders = new Purpose("orders");
        try (var producer =
                SealpostProducer.builder(connection, registry, new BusinessId("acme")).build()) {
            var grant = producer.consents().grant(recipient, orders, proof);
            var answers = producer.consents().sendAndAwait(List.of(grant), Duration.ofSeconds(10));
            if (!answers.containsKey(grant.getRequestId())) {
                throw new IllegalStateException("consent did not answer in time");
            }
            byte[] text = "Your parcel is on its way".getBytes(StandardCharsets.UTF_8);
            var message = OutgoingMessage.to(recipient, orders, Category.UTILITY, text).build();
            return producer.send(message).join();
        }
    }

    static void recipient(TicketLink link, Path file, MessageHandler screen) {
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                RecipientDevice device = RecipientDevice.enrol(fleet, file, link)) {
            device.connect(screen).join();
            awaitTheEnd();
        }
    }

    private static void awaitTheEnd() {
        Thread.currentThread().interrupt();
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
