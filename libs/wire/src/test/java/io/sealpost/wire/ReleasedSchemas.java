package io.sealpost.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * The frozen versions of every schema: {@code shared-schemas/released/<version>/<Record>.avsc}.
 *
 * <p>Freezing a release: {@code ./mvnw -pl libs/wire test-compile exec:java
 * -Dexec.mainClass=io.sealpost.wire.ReleasedSchemas -Dexec.classpathScope=test -Dexec.args=0.2.0}.
 */
final class ReleasedSchemas {
    static final Path FOLDER = root().resolve("shared-schemas/released");

    private ReleasedSchemas() {}

    /** Writes the present schemas as a release. */
    public static void main(String[] args) throws IOException {
        Path version = Files.createDirectories(FOLDER.resolve(args[0]));
        for (Schema schema : Catalogue.get().schemas()) {
            Files.writeString(
                    version.resolve(schema.getName() + ".avsc"),
                    SchemaFormatter.format("json/pretty", schema) + "\n");
        }
    }

    /** Every released version of one record, oldest first. */
    static List<Schema> released(String record) throws IOException {
        try (Stream<Path> versions = Files.list(FOLDER)) {
            return versions.sorted()
                    .map(version -> version.resolve(record + ".avsc"))
                    .filter(Files::exists)
                    .map(ReleasedSchemas::parse)
                    .toList();
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(file.getFileName() + " cannot be read", e);
        }
    }

    private static Path root() {
        return Path.of(
                System.getProperty(
                        "sealpost.root",
                        System.getProperty("maven.multiModuleProjectDirectory", ".")));
    }
}
