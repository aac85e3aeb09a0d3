package io.sealpost.cli.local;

import io.sealpost.embedded.Part;
import io.sealpost.embedded.Port;
import io.sealpost.seal.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines the machine. Reads only; nothing is mended without being told. */
public final class Doctor {
    private static final int JDK = 25;
    private static final long LEAST_FREE_MIB = 2_048;

    private final Platform platform;

    /** Of the platform's machine and state. */
    public Doctor(Platform platform) {
        this.platform = platform;
    }

    /**
     * One check.
     *
     * @param cure what to do, empty where all is well
     */
    public record Finding(String check, boolean well, String cure) {
        static Finding of(String check, boolean well, String cure) {
            return new Finding(check, well, well ? "" : cure);
        }
    }

    /** All checks. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk());
        findings.add(conscrypt());
        findings.add(disk());
        platform.processes().forEach((name, part) -> findings.addAll(process(name, part)));
        return findings;
    }

    private static Finding jdk() {
        int feature = Runtime.version().feature();
        return Finding.of(
                "JDK " + feature,
                feature >= JDK,
                "install a JDK of at least " + JDK + " or set JAVA_HOME to one");
    }

    private static Finding conscrypt() {
        boolean there;
        try {
            Crypto.require();
            there = true;
        } catch (RuntimeException | LinkageError e) {
            there = false;
        }
        return Finding.of(
                "Conscrypt",
                there,
                "Conscrypt has native code for glibc on x86-64 and ARM64 (not musl): run on such a system");
    }

    private Finding disk() {
        long free = freeMiB(platform.home().state());
        return Finding.of(
                "disk, " + free + " MiB free",
                free >= LEAST_FREE_MIB,
                "free at least "
                        + LEAST_FREE_MIB
                        + " MiB where "
                        + platform.home().state()
                        + " is");
    }

    private static long freeMiB(Path folder) {
        try {
            Path there = existing(folder);
            return Files.getFileStore(there).getUsableSpace() >> 20;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The folder, or the nearest above it that is there. */
    private static Path existing(Path folder) {
        Path above = folder.getParent();
        return Files.exists(folder) || above == null ? folder : existing(above);
    }

    private static List<Finding> process(String name, Part part) {
        if (part.isAlive()) {
            return List.of(
                    Finding.of(name + " answers", part.isReady(), "read its log: " + part.log()));
        }
        int port = part.port();
        return List.of(
                Finding.of(
                        "port " + port + " for " + name,
                        Port.isFree(port),
                        "another program has it: stop that one, or remove the .port file in "
                                + part.daemon().state()
                                + " so that another port is chosen"),
                Finding.of(
                        "no stale lock of " + name,
                        !part.daemon().isCutOff(),
                        "it was ended from outside: ./sealpost up cleans up and starts it again"));
    }
}
