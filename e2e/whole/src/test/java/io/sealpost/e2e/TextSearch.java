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
 * Searches files for a text: raw, in hex, in UTF-16, and in base64 at its three offsets. Broker and
 * database write without compression, so the content of a record or row is in a file as it is.
 */
final class TextSearch {
    private static final int MAX_FILE_BYTES = 1 << 30;

    private final List<byte[]> forms = new ArrayList<>();
    private long bytes;

    TextSearch(String text) {
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
     * The number of files in a folder that contain the text in any form. Broker and database write
     * meanwhile: a file that they remove before it is read is not counted.
     */
    int countIn(Path folder) throws IOException {
        Search search = new Search();
        Files.walkFileTree(folder, search);
        return search.found;
    }

    /** The number of bytes that were searched. */
    long bytes() {
        return bytes;
    }

    private boolean contains(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("too large to search: " + file);
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
                found += attributes.isRegularFile() && contains(file) ? 1 : 0;
            } catch (NoSuchFileException removed) {
                return visitFileFailed(file, removed);
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
     * The base64 characters that depend on the text alone, where it begins at that offset of three.
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
