package io.sealpost.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.SealpostProducer;
import io.sealpost.client.producer.SendResult;
import io.sealpost.seal.Secret;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's snippets are code of this class, so that they compile. */
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
        assertThat(readme.lines().count() - lines(snippets)).isLessThanOrEqualTo(60);
    }

    static SendResult business(
            Secret password, URI schemaRegistry, RecipientId recipient, GrantProof proof) {
        var connection =
                Connection.of(
                        "broker.example:9092",
                        "SASL_SSL",
                        "SCRAM-SHA-512",
                        "acme",
                        password,
                        schemaRegistry);
        var orders = new Purpose("orders");
        try (var producer = SealpostProducer.builder(connection, new BusinessId("acme")).build()) {
            var grant = producer.consents().grant(recipient, orders, proof);
            var answers = producer.consents().sendAndAwait(List.of(grant), Duration.ofSeconds(10));
            if (!answers.containsKey(grant.getRequestId())) {
                throw new IllegalStateException("the consent ledger did not answer in time");
            }
            byte[] text = "Your parcel is on its way".getBytes(StandardCharsets.UTF_8);
            var message = OutgoingMessage.to(recipient, orders, Category.UTILITY, text).build();
            return producer.send(message).join();
        }
    }

    static void recipient(TicketLink link, Path file, MessageHandler screen) {
        try (var fleet = DeviceFleet.ofThreads(1);
                var device = RecipientDevice.enrol(fleet, file, link)) {
            device.connect(screen).join();
            waitUntilTheApplicationEnds();
        }
    }

    private static void waitUntilTheApplicationEnds() {
        Thread.currentThread().interrupt();
    }

    private static long lines(List<String> snippets) {
        return snippets.stream().flatMap(String::lines).count();
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
