package io.sealpost.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of github.com/transparency-dev/merkle. Skipped where the vectors are not present. */
class MerkleVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("sealpost.root", "../.."))
                    .resolve("../shared/data/merkle-vectors");

    @ParameterizedTest
    @CsvSource({
        "inclusion, 98",
        "consistency, 98",
        "subtreeinclusion, 204",
        "subtreeconsistency, 118",
    })
    void publishedVectorsHaveTheirExpectedResults(String kind, int count) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "skipped: folder missing");
        try (Stream<Path> files = Files.walk(FOLDER.resolve(kind))) {
            List<Path> vectors = files.filter(Files::isRegularFile).toList();
            assertThat(vectors).hasSizeGreaterThanOrEqualTo(count);
            for (Path vector : vectors) {
                JsonNode json = new ObjectMapper().readTree(vector.toFile());
                assertThat(holds(kind, json))
                        .as(vector.toString())
                        .isEqualTo(!json.get("wantErr").asBoolean());
            }
        }
    }

    private static boolean holds(String kind, JsonNode v) {
        try {
            return check(kind, v).isValid();
        } catch (InvalidLogData notAHash) {
            return false;
        }
    }

    private static ProofResult check(String kind, JsonNode v) {
        return switch (kind) {
            case "inclusion" ->
                    ProofVerifier.inclusion(
                            number(v, "leafIdx"),
                            number(v, "treeSize"),
                            hash(v.get("leafHash")),
                            proof(v),
                            root(v.get("root")));
            case "subtreeinclusion" ->
                    ProofVerifier.subtreeInclusion(
                            number(v, "leafIdx"),
                            number(v, "start"),
                            number(v, "end"),
                            hash(v.get("leafHash")),
                            proof(v),
                            root(v.get("root")));
            case "consistency" ->
                    ProofVerifier.consistency(
                            number(v, "size1"),
                            number(v, "size2"),
                            proof(v),
                            root(v.get("root1")),
                            root(v.get("root2")));
            default ->
                    ProofVerifier.subtreeConsistency(
                            number(v, "start"),
                            number(v, "end"),
                            number(v, "size"),
                            proof(v),
                            root(v.get("root1")),
                            root(v.get("root2")));
        };
    }

    /** Unsigned numbers beyond 63 bits wrap to negative ones, which no proof accepts. */
    private static long number(JsonNode v, String name) {
        return v.get(name).bigIntegerValue().longValue();
    }

    private static List<Hash> proof(JsonNode v) {
        List<Hash> hashes = new ArrayList<>();
        v.get("proof").forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    /** The texts "don't care n" stand for any root and are widened to the length of one. */
    private static Hash root(JsonNode base64) {
        byte[] bytes = StrictText.base64(base64.asText(""));
        boolean dontCare = new String(bytes, UTF_8).startsWith("don't care");
        return new Hash(dontCare ? Arrays.copyOf(bytes, Hash.BYTES) : bytes);
    }

    private static Hash hash(JsonNode base64) {
        return Hash.parse(base64.asText(""));
    }
}
