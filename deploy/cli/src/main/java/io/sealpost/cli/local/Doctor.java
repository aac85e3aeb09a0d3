package io.sealpost.cli.local;

import io.sealpost.embedded.ManagedProcess;
import io.sealpost.embedded.Port;
import io.sealpost.seal.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines the machine and the state folder. It changes nothing. */
public final class Doctor {
    private static final int MIN_JDK = 25;
    private static final long MIN_FREE_MIB = 2_048;

    private final Platform platform;

    /** Of the machine and state folder of this platform. */
    public Doctor(Platform platform) {
        this.platform = platform;
    }

    /**
     * One check.
     *
     * @param check what was examined
     * @param well whether nothing has to be done
     * @param cure what to do; empty where nothing has to be done
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
        findings.add(stateFormat());
        findings.add(disk());
        platform.processes().forEach((name, process) -> findings.addAll(process(name, process)));
        return findings;
    }

    private static Finding jdk() {
        int feature = Runtime.version().feature();
        return Finding.of(
                "JDK " + feature,
                feature >= MIN_JDK,
                "install a JDK of at least " + MIN_JDK + " or set JAVA_HOME to one");
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
                "run on a system with glibc (not musl) on x86-64 or ARM64: Conscrypt has native code for these");
    }

    private Finding stateFormat() {
        Optional<String> problem = new StateFormat(platform.installation().state()).problem();
        return Finding.of("state folder", problem.isEmpty(), problem.orElse(""));
    }

    private Finding disk() {
        long free = freeMiB(platform.installation().state());
        return Finding.of(
                "disk, " + free + " MiB free",
                free >= MIN_FREE_MIB,
                "free at least %d MiB on the disk of %s"
                        .formatted(MIN_FREE_MIB, platform.installation().state()));
    }

    private static long freeMiB(Path folder) {
        try {
            Path there = existing(folder);
            return Files.getFileStore(there).getUsableSpace() >> 20;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The folder, or the nearest folder above it that exists. */
    private static Path existing(Path folder) {
        Path above = folder.getParent();
        return Files.exists(folder) || above == null ? folder : existing(above);
    }

    private static List<Finding> process(String name, ManagedProcess process) {
        if (process.isAlive()) {
            return List.of(
                    Finding.of(
                            name + " answers",
                            process.isReady(),
                            "read its log "
                                    + process.log()
                                    + ", then ./sealpost down and ./sealpost up"));
        }
        int port = process.port();
        return List.of(
                Finding.of(
                        "port " + port + " for " + name,
                        Port.isFree(port),
                        "another program uses it: stop that program, or remove the .port file in %s and another port is chosen"
                                .formatted(process.daemon().state())),
                Finding.of(
                        name + " was not ended from outside",
                        !process.daemon().endedUnexpectedly(),
                        "start it again with ./sealpost up"));
    }
}
