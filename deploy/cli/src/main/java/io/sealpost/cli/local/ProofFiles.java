package io.sealpost.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.http.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The proofs of one message as files (c2sp.org/tlog-proof), which anyone can verify offline. */
public final class ProofFiles {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Path folder;
    private final UUID message;

    /** The files are in {@code proofs/<message>} of the state folder. */
    public ProofFiles(Installation installation, UUID message) {
        this.folder = installation.state().resolve("proofs").resolve(message.toString());
        this.message = message;
    }

    /** Fetches the proofs from retention-audit; does nothing where it does not run. */
    public void fetch(Platform platform) throws IOException {
        if (!platform.service("retention-audit").isAlive()) {
            return;
        }
        URI url =
                URI.create(
                        platform.url("retention-audit")
                                + "/v1/messages/"
                                + message
                                + "?proofs=true");
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode answer =
                    new ApiClient(http, REQUEST_TIMEOUT).get(url, platform.tokens().operator());
            Files.createDirectories(folder);
            for (JsonNode event : answer.path("events")) {
                if (event.hasNonNull("proof")) {
                    Path file =
                            folder.resolve(
                                    "%08d-%s.proof"
                                            .formatted(
                                                    event.path("leafIndex").asLong(),
                                                    event.path("type").asText()));
                    Files.writeString(file, event.path("proof").asText(), StandardCharsets.UTF_8);
                }
            }
        }
    }

    /** The files in the order of their leaves in the log. */
    public List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
