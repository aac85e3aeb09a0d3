package io.sealpost.client.process;

import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.seal.directory.TicketLink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Runs the devices of a folder, and enrols one for each new ticket link. Prints {@code READY n}
 * when all are connected; then obeys its standard input: {@code stats}, {@code reset}, {@code quit}
 * (or its end).
 */
public final class DeviceProcess {
    private static final String SUFFIX = ".device";
    private static final int ENROLMENTS_AT_ONCE = 8;

    private DeviceProcess() {}

    public static void main(String... words) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(arguments.state());
        Tally tally = new Tally();
        if (arguments.out().isEmpty()) {
            run(arguments, tally, tally);
        } else {
            try (OpenedLog log = OpenedLog.at(arguments.out().get())) {
                run(arguments, both(log, tally), tally);
            }
        }
    }

    private static void run(Arguments arguments, MessageHandler handler, Tally tally)
            throws Exception {
        try (DeviceFleet fleet = DeviceFleet.ofThreads(arguments.threads())) {
            Collection<RecipientDevice> devices = devices(fleet, arguments);
            CompletableFuture.allOf(
                            devices.stream()
                                    .map(device -> connect(device, arguments, handler))
                                    .toArray(CompletableFuture[]::new))
                    .join();
            System.out.println("READY " + devices.size());
            obey(devices, tally, System.out);
            devices.forEach(RecipientDevice::close);
        }
    }

    private static CompletableFuture<Void> connect(
            RecipientDevice device, Arguments arguments, MessageHandler handler) {
        return arguments
                .socket()
                .map(address -> device.connect(address, handler))
                .orElseGet(() -> device.connect(handler));
    }

    private static void obey(Collection<RecipientDevice> devices, Tally tally, PrintStream out)
            throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine();
                line != null && !line.equals("quit");
                line = commands.readLine()) {
            switch (line) {
                case "stats" -> out.println(tally.stats().putPOJO("refused", refused(devices)));
                case "reset" -> tally.reset();
                default -> out.println("unknown command");
            }
        }
    }

    private static Map<String, Long> refused(Collection<RecipientDevice> devices) {
        Map<String, Long> sums = new ConcurrentHashMap<>();
        devices.forEach(
                device ->
                        device.refusals()
                                .forEach((why, n) -> sums.merge(why.name(), n, Long::sum)));
        return sums;
    }

    /** A device's file is named by its ticket, so a link that was used before opens its device. */
    private static List<RecipientDevice> devices(DeviceFleet fleet, Arguments arguments)
            throws IOException, ExecutionException, InterruptedException {
        List<Callable<RecipientDevice>> opening = new ArrayList<>();
        LinkedHashSet<Path> files = new LinkedHashSet<>();
        for (TicketLink link : arguments.ticketLinks()) {
            Path file = arguments.state().resolve(link.ticket().id() + SUFFIX);
            files.add(file);
            opening.add(() -> RecipientDevice.enrol(fleet, file, link));
        }
        try (Stream<Path> present = Files.list(arguments.state())) {
            present.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !files.contains(file))
                    .forEach(file -> opening.add(() -> RecipientDevice.open(fleet, file)));
        }
        return all(opening);
    }

    private static List<RecipientDevice> all(List<Callable<RecipientDevice>> opening)
            throws ExecutionException, InterruptedException {
        List<RecipientDevice> devices = new ArrayList<>();
        try (ExecutorService few = Executors.newFixedThreadPool(ENROLMENTS_AT_ONCE)) {
            for (Future<RecipientDevice> device : few.invokeAll(opening)) {
                devices.add(device.get());
            }
        }
        return devices;
    }

    private static MessageHandler both(MessageHandler first, MessageHandler second) {
        return message -> {
            first.onMessage(message);
            second.onMessage(message);
        };
    }
}
