package io.sealpost.hop;

import io.sealpost.hop.HopListener.Point;
import io.sealpost.hop.LedgerNode.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A node in a JVM of its own that sends itself a signal at one point of its first batch. */
final class LedgerProcess {

    private LedgerProcess() {}

    /**
     * @param arguments the point, the signal ({@code KILL} or {@code STOP}), the place
     */
    public static void main(String[] arguments) {
        Point point = Point.valueOf(arguments[0]);
        String signal = arguments[1];
        Place place = Place.of(Arrays.copyOfRange(arguments, 2, arguments.length));
        Watch watch = new Watch().at(point, () -> signalMyself(point, signal));
        var node = new LedgerNode(place, true, watch);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    }

    /** Returns only after a STOP that was followed by a CONT. */
    private static void signalMyself(Point point, String signal) {
        System.out.println(signal + " at " + point);
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-" + signal, pid).start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("going on after " + signal);
    }
}
