package io.sealpost.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Looks for a text in files: raw, as hex, as UTF-16, and in base64 at its three offsets. Broker and
 * database write without compression, so what is in a record or row is in a file.
 */
final class Canaries {
    private static final int LARGEST = 1 << 30;

    private final List<byte[]> forms = new ArrayList<>();
    private long bytes;

    Canaries(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        forms.add(raw);
        forms.add(HexFormat.of().formatHex(raw).getBytes(StandardCharsets.US_ASCII));
        forms.add(text.getBytes(StandardCharsets.UTF_16LE));
        forms.add(text.getBytes(StandardCharsets.UTF_16BE));
        for (int offset = 0; offset < 3; offset++) {
            forms.add(base64(raw, offset));
        }
    }

    /**
     * How many files of a folder hold the text in any form. Broker and database go on writing
     * beside it: what they remove before it is read is not at rest any more.
     */
    int in(Path folder) throws IOException {
        Search search = new Search();
        Files.walkFileTree(folder, search);
        return search.found;
    }

    /** How many bytes were looked through. */
    long bytes() {
        return bytes;
    }

    private boolean holds(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("too large to look through: " + file);
        }
        byte[] content = Files.readAllBytes(file);
        bytes += content.length;
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return forms.stream()
                .anyMatch(form -> text.contains(new String(form, StandardCharsets.ISO_8859_1)));
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private int found;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            try {
                found += attributes.isRegularFile() && holds(file) ? 1 : 0;
            } catch (NoSuchFileException gone) {
                return visitFileFailed(file, gone);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return failure instanceof NoSuchFileException
                    ? FileVisitResult.CONTINUE
                    : super.visitFileFailed(file, failure);
        }
    }

    /**
     * The characters of base64 that depend on the text alone, where it begins at that offset of
     * three.
     */
    private static byte[] base64(byte[] raw, int offset) {
        byte[] shifted = new byte[offset + raw.length];
        System.arraycopy(raw, 0, shifted, offset, raw.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = offset == 0 ? 0 : offset + 1;
        int to = encoded.length() - (shifted.length % 3 == 0 ? 0 : 1);
        return encoded.substring(from, to).getBytes(StandardCharsets.US_ASCII);
    }
}
