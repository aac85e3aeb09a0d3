package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.BUNDLE_LENGTH;
import static io.sealpost.tlog.InvalidLogData.Reason.ENTRY_TOO_LONG;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entry bundles: u16-BE length ‖ entry, repeated (c2sp.org/tlog-tiles, Log entries). */
public final class EntryBundle {
    private static final int LENGTH_SIZE = 2;
    private static final int MAX_ENTRY_SIZE = 0xffff;

    private EntryBundle() {}

    /** Parses exactly {@code width} entries, with nothing after them. */
    public static List<byte[]> parse(byte[] bundle, int width) {
        List<byte[]> entries = readable(bundle, width);
        InvalidLogData.unless(entries.size() == width, BUNDLE_LENGTH);
        InvalidLogData.unless(lengthOf(bundle, width) == bundle.length, BUNDLE_LENGTH);
        return entries;
    }

    /**
     * The complete entries from the start, at most {@code width}; fewer where the bundle is cut.
     */
    static List<byte[]> readable(byte[] bundle, int width) {
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width && end(bundle, at) <= bundle.length) {
            entries.add(Arrays.copyOfRange(bundle, at + LENGTH_SIZE, end(bundle, at)));
            at = end(bundle, at);
        }
        return entries;
    }

    /** The bytes of the first {@code width} entries; all bytes where the bundle is cut. */
    static int lengthOf(byte[] bundle, int width) {
        int at = 0;
        for (int i = 0; i < width && at < bundle.length; i++) {
            at = end(bundle, at);
        }
        return Math.min(at, bundle.length);
    }

    static void write(ByteArrayOutputStream bundle, byte[] entry) {
        InvalidLogData.unless(entry.length <= MAX_ENTRY_SIZE, ENTRY_TOO_LONG);
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.write(entry, 0, entry.length);
    }

    /** The end of the entry that starts there; after the end of the bundle where it is cut. */
    private static int end(byte[] bundle, int at) {
        return at + LENGTH_SIZE > bundle.length
                ? bundle.length + 1
                : at + LENGTH_SIZE + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
    }
}
