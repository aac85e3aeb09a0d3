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

/**
 * Chooses loopback ports: once chosen, a part keeps its port over restarts, because clients
 * remember it.
 */
public final class Port {

    static final String LOOPBACK = "127.0.0.1";

    /**
     * Below Linux's range for outgoing connections, so that none of those takes the port while the
     * part is down.
     */
    private static final int LOWEST = 20_000;

    private static final int BEYOND = 32_000;

    private Port() {}

    /**
     * The port kept in the file; else the preferred one if it is free, else a free one, which the
     * file then keeps.
     */
    public static int keptIn(Path file, int preferred) {
        int port = of(file, preferred);
        if (!Files.exists(file)) {
            PrivateFile.write(file, Integer.toString(port));
        }
        return port;
    }

    /**
     * The same for who only asks: nothing is kept.
     *
     * @throws IllegalStateException where the file holds no port
     */
    public static int of(Path file, int preferred) {
        if (Files.exists(file)) {
            return read(file);
        }
        return preferred > 0 && isFree(preferred) ? preferred : anyFree();
    }

    /**
     * Says so at once when another program has the port, rather than letting the part fail for it.
     */
    public static void requireFree(int port, Daemon daemon) {
        if (!isFree(port)) {
            throw daemon.failed("cannot start: port " + port + " is taken by another program");
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
                        file + " holds no port; remove it, and one is chosen anew");
            }
            return Integer.parseInt(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int anyFree() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, BEYOND))
                .filter(Port::isFree)
                .findFirst()
                .orElseThrow();
    }
}
