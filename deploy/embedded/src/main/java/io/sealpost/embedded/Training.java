package io.sealpost.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Starts broker and registry once at build time, so that the JVM keeps which classes they load (JEP
 * 514) and later starts are quick. Does nothing when that is known.
 */
public final class Training {

    /**
     * Writing a cache takes the JVM ten seconds after the program has ended, more on a busy
     * machine.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Training() {}

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
        LocalParts parts =
                LocalParts.in(
                        binaries,
                        state,
                        BrokerSettings.secured(),
                        PostgresSettings.standard(),
                        RegistrySettings.standard());
        try {
            parts.start();
            Runnable broker = () -> learn(binaries, Broker.PROGRAM, parts.broker());
            Runnable registry = () -> learn(binaries, Registry.PROGRAM, parts.registry());
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(broker),
                            CompletableFuture.runAsync(registry))
                    .join();
        } finally {
            parts.stop();
        }
    }

    private static void learn(Binaries binaries, String program, Part part) {
        if (part.daemon().stop(Signal.TERM, PATIENCE)) {
            AotCache.keep(binaries.root(), program);
        }
    }
}
