package io.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a cache is recorded, used and removed. */
class AotCacheTest {
    private final Path folder;
    private final Path jar;

    AotCacheTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.jar = Files.writeString(folder.resolve("program.jar"), "classes");
    }

    @Test
    void theFirstRunRecordsACacheAndTheNextUsesIt() throws Exception {
        Path caches = Files.createDirectory(folder.resolve("caches"));
        String first = AotCache.of(caches, "java", jar.toString()).option();
        assertThat(first).startsWith("-XX:AOTCacheOutput=");

        run(first);
        AotCache.keep(caches, "java");

        String second = AotCache.of(caches, "java", jar.toString()).option();
        assertThat(second).startsWith("-XX:AOTCache=").endsWith(".aot");
        run("-XX:AOTMode=on", second);
    }

    @Test
    void anUnconfirmedCacheIsNotUsedAndIsRemoved() throws IOException {
        recordUnconfirmed();

        String option = cache().option();

        assertThat(option).startsWith("-XX:AOTCacheOutput=");
        assertThat(caches()).isEmpty();
    }

    @Test
    void aChangedJarIsRecordedAgainAndTheOldCacheIsRemoved() throws IOException {
        recordUnconfirmed();
        AotCache.keep(folder, "program");
        assertThat(cache().option()).startsWith("-XX:AOTCache=");

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));

        assertThat(cache().option()).startsWith("-XX:AOTCacheOutput=");
        assertThat(caches()).isEmpty();
    }

    @Test
    void cachesOfOtherProgramsAreKept() throws IOException {
        Path other = Files.createFile(folder.resolve("broker-4.3.1.aot"));
        assertThat(new AotCache(folder, "broker", "4.3.1").exists()).isTrue();

        assertThat(cache().option()).isNotEmpty();

        assertThat(other).exists();
    }

    private AotCache cache() {
        return AotCache.of(folder, "program", jar.toString());
    }

    private void recordUnconfirmed() throws IOException {
        String output = cache().option();
        Files.createFile(Path.of(output.substring(output.indexOf('=') + 1)));
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().contains(".aot")).toList();
        }
    }

    private static void run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Binaries.java()));
        command.addAll(List.of(options));
        command.add("-version");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
