package io.sealpost.bench.device;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.directory.TicketLink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of {@link DeviceProcess}.
 *
 * @param links a JSON file with an array of enrolment links
 * @param state the folder of the devices' files
 * @param out the file that opened messages are written to; without it they are only counted
 * @param socket the address to connect to, instead of the one that enrolment answered
 */
record DeviceProcessOptions(
        Optional<Path> links, Path state, Optional<Path> out, Optional<URI> socket, int threads) {
    static final String USAGE =
            "usage: --state DIR [--links FILE] [--out FILE] [--socket URI] [--threads N]\n"
                    + "commands on standard input: stats, reset, quit";
    private static final String DEFAULT_THREADS = "2";

    /** Throws {@link IllegalArgumentException} with the usage. */
    static DeviceProcessOptions parse(String... words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            given.put(words[i], words[i + 1]);
        }
        String state = given.remove("--state");
        if (state == null || words.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        DeviceProcessOptions parsed =
                new DeviceProcessOptions(
                        Optional.ofNullable(given.remove("--links")).map(Path::of),
                        Path.of(state),
                        Optional.ofNullable(given.remove("--out")).map(Path::of),
                        Optional.ofNullable(given.remove("--socket")).map(URI::create),
                        Integer.parseInt(
                                Optional.ofNullable(given.remove("--threads"))
                                        .orElse(DEFAULT_THREADS)));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return parsed;
    }

    List<TicketLink> ticketLinks() throws IOException {
        if (links.isEmpty()) {
            return List.of();
        }
        return ApiClient.JSON
                .readValue(links.get().toFile(), new TypeReference<List<String>>() {})
                .stream()
                .map(TicketLink::parse)
                .map(
                        link ->
                                link.orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "the file has an entry that is not an enrolment link")))
                .toList();
    }
}
