package io.sealpost.client.process;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sealpost.client.http.Api;
import io.sealpost.seal.directory.TicketLink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was asked to do.
 *
 * @param links a JSON file, an array of ticket links
 * @param state the folder of the devices' files
 * @param out where opened messages are told, or none in benchmark mode
 * @param socket where to connect, if not where the enrolment said
 */
record Arguments(
        Optional<Path> links, Path state, Optional<Path> out, Optional<URI> socket, int threads) {
    static final String USAGE =
            "usage: --state DIR [--links FILE] [--out FILE] [--socket URI] [--threads N]\n"
                    + "without --out it counts instead; then say 'stats', 'reset' or 'quit'";

    /** Throws {@link IllegalArgumentException} with the usage. */
    static Arguments parse(String... words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            given.put(words[i], words[i + 1]);
        }
        String state = given.remove("--state");
        if (state == null || words.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        Arguments parsed =
                new Arguments(
                        Optional.ofNullable(given.remove("--links")).map(Path::of),
                        Path.of(state),
                        Optional.ofNullable(given.remove("--out")).map(Path::of),
                        Optional.ofNullable(given.remove("--socket")).map(URI::create),
                        Integer.parseInt(
                                Optional.ofNullable(given.remove("--threads")).orElse("2")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return parsed;
    }

    List<TicketLink> ticketLinks() throws IOException {
        if (links.isEmpty()) {
            return List.of();
        }
        return Api.JSON
                .readValue(links.get().toFile(), new TypeReference<List<String>>() {})
                .stream()
                .map(TicketLink::parse)
                .map(link -> link.orElseThrow(() -> new IllegalArgumentException("not a link")))
                .toList();
    }
}
