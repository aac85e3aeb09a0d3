package io.sealpost.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Starts broker and registry once at build time to record their AOT caches (JEP 514), with which
 * later starts are quick. Does nothing where both caches exist.
 */
public final class AotTrainingRun {

    /**
     * The JVM writes a cache for ten seconds after the program has ended, longer on a busy machine.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);

    private AotTrainingRun() {}

    /**
     * @param arguments the folder of {@link Binaries}
     */
    public static void main(String[] arguments) throws IOException {
        Binaries binaries = new Binaries(Path.of(arguments[0]).toAbsolutePath(), true);
        if (binaries.cache(Broker.PROGRAM).exists() && binaries.cache(Registry.PROGRAM).exists()) {
            return;
        }
        Path state = Files.createTempDirectory("sealpost-training");
        try {
            run(binaries, state);
        } finally {
            Folder.delete(state);
        }
    }

    private static void run(Binaries binaries, Path state) {
        LocalInfrastructure infrastructure =
                LocalInfrastructure.in(
                        binaries,
                        state,
                        BrokerSettings.secured(),
                        PostgresSettings.standard(),
                        RegistrySettings.standard());
        try {
            infrastructure.start();
            Runnable broker =
                    () -> stopAndKeepCache(binaries, Broker.PROGRAM, infrastructure.broker());
            Runnable registry =
                    () -> stopAndKeepCache(binaries, Registry.PROGRAM, infrastructure.registry());
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(broker),
                            CompletableFuture.runAsync(registry))
                    .join();
        } finally {
            infrastructure.stop();
        }
    }

    private static void stopAndKeepCache(
            Binaries binaries, String program, ManagedProcess process) {
        if (process.daemon().stop(Signal.TERM, STOP_TIMEOUT)) {
            AotCache.keep(binaries.root(), program);
        }
    }
}
