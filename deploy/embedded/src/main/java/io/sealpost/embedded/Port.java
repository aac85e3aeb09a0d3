package io.sealpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Chooses loopback ports. A process keeps its port over restarts, because clients store it. */
public final class Port {

    static final String LOOPBACK = "127.0.0.1";

    /**
     * Below Linux's range for outgoing connections: none of them takes the port while the process
     * is stopped.
     */
    private static final int MIN_PORT = 20_000;

    private static final int MAX_PORT = 32_000;

    private Port() {}

    /**
     * The port in the file. Without a file the preferred port if it is free, else a free port; it
     * is written to the file.
     */
    public static int keptIn(Path file, int preferred) {
        int port = of(file, preferred);
        if (!Files.exists(file)) {
            PrivateFile.write(file, Integer.toString(port));
        }
        return port;
    }

    /**
     * The same without writing the file.
     *
     * @throws IllegalStateException where the file has no port
     */
    public static int of(Path file, int preferred) {
        if (Files.exists(file)) {
            return read(file);
        }
        return preferred > 0 && isFree(preferred) ? preferred : anyFree();
    }

    /** Fails at once where another program uses the port; the process would fail later. */
    public static void requireFree(int port, Daemon daemon) {
        if (!isFree(port)) {
            throw daemon.failed("cannot start: another program uses port " + port);
        }
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int read(Path file) {
        try {
            String port = Files.readString(file).strip();
            if (!port.matches("[0-9]{4,5}")) {
                throw new IllegalStateException(
                        file + " has no port; remove the file and another port is chosen");
            }
            return Integer.parseInt(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int anyFree() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT))
                .filter(Port::isFree)
                .findFirst()
                .orElseThrow();
    }
}
