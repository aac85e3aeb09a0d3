package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.tlog.VerificationResult.Broken;
import io.sealpost.tlog.VerificationResult.Verified;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every single change to the stored bytes is found, and the verifier states the first affected
 * leaf.
 */
class TamperingTest {
    private static final int SIZE = 70_000;
    private static final TestLog LOG = new TestLog(SIZE);
    private static final Checkpoint HEAD = LOG.head(SIZE);
    private static final int COUNT = Integer.getInteger("sealpost.tamperings", 200);
    private static final long SEED = Long.getLong("sealpost.seed", 20_261_122);

    private enum Kind {
        FLIP_IN_ENTRIES,
        FLIP_IN_TILE,
        DELETE,
        INSERT,
        REORDER,
        TRUNCATE,
        REMOVE,
        ROLL_BACK
    }

    /** A changed log, and the first leaf that is wrong. */
    private record Tampered(TileSource source, byte[] checkpoint, long firstBad) {}

    @Test
    void everyChangeIsFoundAtItsFirstLeaf() {
        Random random = new Random(SEED);
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        for (int i = 0; i < COUNT; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            Tampered tampered = tamper(kind, random);
            VerificationResult verdict = verifier(tampered.source).verify(tampered.checkpoint);
            assertThat(verdict)
                    .as("%s %d of seed %d", kind, i, SEED)
                    .isInstanceOfSatisfying(
                            Broken.class,
                            b -> assertThat(b.firstBadIndex()).isEqualTo(tampered.firstBad));
            found.merge(kind, 1, Integer::sum);
        }
        System.out.printf("tamperings found: %d of %d, seed %d, %s%n", COUNT, COUNT, SEED, found);
        assertThat(found).hasSize(Kind.values().length);
        assertThat(verifier(LOG.tiles).verify(LOG.checkpoint())).isEqualTo(new Verified(HEAD));
    }

    private static LogVerifier verifier(TileSource source) {
        return new LogVerifier(source, TestLog.SIGNER.key(), Optional.of(HEAD), leaves -> {});
    }

    private static Tampered tamper(Kind kind, Random random) {
        return switch (kind) {
            case FLIP_IN_ENTRIES -> flip(tile(random, TileId.ENTRIES), random);
            case FLIP_IN_TILE -> flip(tile(random, random.nextInt(3)), random);
            case TRUNCATE -> truncate(tile(random, random.nextInt(-1, 3)), random);
            case REMOVE -> remove(tile(random, random.nextInt(-1, 3)));
            case ROLL_BACK -> rollBack(random.nextInt(1, SIZE));
            case DELETE, INSERT, REORDER -> rewrite(kind, random.nextInt(SIZE - 1), random);
        };
    }

    private static Tampered flip(TileId id, Random random) {
        byte[] bytes = bytes(id).clone();
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return replaced(id, bytes, id.leafAt(position(id, at)));
    }

    private static Tampered truncate(TileId id, Random random) {
        int length = random.nextInt(bytes(id).length);
        byte[] cut = Arrays.copyOf(bytes(id), length);
        return replaced(id, cut, id.leafAt(position(id, length)));
    }

    private static Tampered remove(TileId id) {
        TileSource source = other -> other.equals(id) ? Optional.empty() : LOG.tiles.read(other);
        return new Tampered(source, LOG.checkpoint(), id.leafAt(0));
    }

    private static Tampered rollBack(int size) {
        return new Tampered(LOG.tiles, LOG.checkpoint(size), size);
    }

    /** Moves the entries in all later bundles and does not change the hash tiles. */
    private static Tampered rewrite(Kind kind, int at, Random random) {
        List<byte[]> entries = new ArrayList<>(LOG.entries);
        switch (kind) {
            case DELETE -> entries.remove(at);
            case INSERT -> entries.add(at, TestLog.entry(SIZE + random.nextInt(1000)));
            default -> Collections.swap(entries, at, random.nextInt(at + 1, SIZE));
        }
        Map<TileId, byte[]> bundles = bundles(entries);
        TileSource source =
                id ->
                        id.level() == TileId.ENTRIES
                                ? Optional.ofNullable(bundles.get(id))
                                : LOG.tiles.read(id);
        return new Tampered(source, LOG.checkpoint(), at);
    }

    private static Map<TileId, byte[]> bundles(List<byte[]> entries) {
        Map<TileId, byte[]> bundles = new HashMap<>();
        for (long index = 0; index * 256 < SIZE; index++) {
            TileId id = TileId.in(SIZE, TileId.ENTRIES, index);
            boolean last = id.leafAt(id.width()) == SIZE;
            int to = last ? entries.size() : (int) id.leafAt(id.width());
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            entries.subList((int) id.leafAt(0), to).forEach(e -> EntryBundle.write(bundle, e));
            bundles.put(id, bundle.toByteArray());
        }
        return bundles;
    }

    private static Tampered replaced(TileId id, byte[] bytes, long firstBad) {
        TileSource source = other -> other.equals(id) ? Optional.of(bytes) : LOG.tiles.read(other);
        return new Tampered(source, LOG.checkpoint(), firstBad);
    }

    private static TileId tile(Random random, int level) {
        long hashes = SIZE >> (8 * Math.max(level, 0));
        return TileId.in(SIZE, level, random.nextLong((hashes + 255) / 256));
    }

    private static int position(TileId id, int offset) {
        return offset / (id.level() == TileId.ENTRIES ? 2 + Leaf.BYTES : Hash.BYTES);
    }

    private static byte[] bytes(TileId id) {
        return LOG.tiles.read(id).orElseThrow();
    }
}
