package io.sealpost.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sealpost.cli.Output;
import io.sealpost.client.http.ApiClient;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.DirectoryTiles;
import io.sealpost.tlog.Leaf;
import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafOpening;
import io.sealpost.tlog.LeafType;
import io.sealpost.tlog.LogVerifier;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.TreeView;
import io.sealpost.tlog.VerificationResult;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Checks from outside that each step is in the audit log. Leaves, tiles and root are read from the
 * log's files and recomputed. Only what opens a leaf (its key and details) comes from
 * retention-audit.
 */
final class AuditLogCheck {
    private static final int MAX_STEPS_PER_REQUEST = 1_000;

    private final Path log;
    private final Path keyFile;
    private final URI audit;
    private final String token;
    private final ApiClient api;

    /**
     * @param log the folder of the log's files
     * @param keyFile the log's public key
     * @param audit root of retention-audit's HTTP endpoints
     */
    AuditLogCheck(Path log, Path keyFile, URI audit, String token, ApiClient api) {
        this.log = log;
        this.keyFile = keyFile;
        this.audit = audit;
        this.token = token;
        this.api = api;
    }

    /**
     * What was found.
     *
     * @param leaves number of steps whose leaf is in the log and opens to that step
     * @param verified whether the whole log is what its key signed
     * @param size number of leaves in the log
     */
    record Finding(int leaves, boolean verified, long size) {}

    /** Verifies the whole log and looks for the leaf of every step. */
    Finding check(Set<UUID> steps) throws IOException {
        NoteKey key = NoteKey.parse(Files.readString(keyFile).strip());
        DirectoryTiles tiles = new DirectoryTiles(log);
        byte[] note = tiles.readCheckpoint().orElse(new byte[0]);
        if (!(new LogVerifier(tiles, key).verify(note)
                instanceof VerificationResult.Verified(Checkpoint checkpoint))) {
            return new Finding(0, false, 0);
        }
        return new Finding(leaves(steps, tiles, checkpoint.size()), true, checkpoint.size());
    }

    private int leaves(Set<UUID> steps, DirectoryTiles tiles, long size) {
        TreeView tree = new TreeView(tiles, size);
        Set<UUID> found = new HashSet<>();
        List<UUID> all = new ArrayList<>(steps);
        for (int from = 0; from < all.size(); from += MAX_STEPS_PER_REQUEST) {
            for (JsonNode opening :
                    openings(
                            all.subList(
                                    from, Math.min(all.size(), from + MAX_STEPS_PER_REQUEST)))) {
                UUID step = UUID.fromString(opening.path("eventId").asText());
                if (opens(opening, step, tree, size)) {
                    found.add(step);
                }
            }
        }
        return found.size();
    }

    private JsonNode openings(List<UUID> steps) {
        var body = Output.mapper().createObjectNode();
        ArrayNode ids = body.putArray("eventIds");
        steps.forEach(step -> ids.add(step.toString()));
        return api.post(URI.create(audit + "/v1/openings"), body, token);
    }

    /** The leaf at that index of the log's files must be the one made of key, ids and detail. */
    private static boolean opens(JsonNode node, UUID step, TreeView tree, long size) {
        long index = node.path("index").asLong(-1);
        if (index < 0 || index >= size || !node.hasNonNull("leafKey")) {
            return false;
        }
        return opening(node, step).opens(Leaf.parse(tree.entry(index)));
    }

    private static LeafOpening opening(JsonNode node, UUID step) {
        List<byte[]> ids =
                List.of(
                        bytes(step),
                        bytes(UUID.fromString(node.path("messageId").asText())),
                        node.path("business").asText().getBytes(UTF_8),
                        node.path("recipient").asText("").getBytes(UTF_8));
        return new LeafOpening(
                LeafType.valueOf(node.path("type").asText()),
                Math.floorDiv(node.path("at").asLong(), 1_000L),
                new LeafKey(base64(node, "leafKey")),
                ids,
                base64(node, "detail"));
    }

    private static byte[] base64(JsonNode node, String field) {
        return Base64.getUrlDecoder().decode(node.path(field).asText());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
