package io.sealpost.bench.device;

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
 * Runs the devices of a folder, and enrols one for each new enrolment link. Prints {@code READY n}
 * when all are connected. Then it executes the commands on its standard input: {@code stats} prints
 * one line of JSON ({@link OpenedMessageCounter}, and {@code refused}: the number of refused
 * messages by reason), {@code reset} clears the counts, {@code quit} or the end of the input ends
 * the process.
 */
public final class DeviceProcess {
    private static final String SUFFIX = ".device";
    private static final int CONCURRENT_ENROLMENTS = 8;

    private DeviceProcess() {}

    public static void main(String... words) throws Exception {
        DeviceProcessOptions options;
        try {
            options = DeviceProcessOptions.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(options.state());
        OpenedMessageCounter counter = new OpenedMessageCounter();
        if (options.out().isEmpty()) {
            run(options, counter, counter);
        } else {
            try (OpenedMessageLog log = OpenedMessageLog.at(options.out().get())) {
                run(options, both(log, counter), counter);
            }
        }
    }

    private static void run(
            DeviceProcessOptions options, MessageHandler handler, OpenedMessageCounter counter)
            throws Exception {
        try (DeviceFleet fleet = DeviceFleet.ofThreads(options.threads())) {
            Collection<RecipientDevice> devices = devices(fleet, options);
            CompletableFuture.allOf(
                            devices.stream()
                                    .map(device -> connect(device, options, handler))
                                    .toArray(CompletableFuture[]::new))
                    .join();
            System.out.println("READY " + devices.size());
            execute(devices, counter, System.out);
            devices.forEach(RecipientDevice::close);
        }
    }

    private static CompletableFuture<Void> connect(
            RecipientDevice device, DeviceProcessOptions options, MessageHandler handler) {
        return options.socket()
                .map(address -> device.connect(address, handler))
                .orElseGet(() -> device.connect(handler));
    }

    private static void execute(
            Collection<RecipientDevice> devices, OpenedMessageCounter counter, PrintStream out)
            throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine();
                line != null && !line.equals("quit");
                line = commands.readLine()) {
            switch (line) {
                case "stats" -> out.println(counter.stats().putPOJO("refused", refused(devices)));
                case "reset" -> counter.reset();
                default -> out.println("unknown command");
            }
        }
    }

    private static Map<String, Long> refused(Collection<RecipientDevice> devices) {
        Map<String, Long> sums = new ConcurrentHashMap<>();
        devices.forEach(
                device ->
                        device.refusals()
                                .forEach(
                                        (reason, count) ->
                                                sums.merge(reason.name(), count, Long::sum)));
        return sums;
    }

    /** A device's file is named after its ticket: a link that was used before opens its device. */
    private static List<RecipientDevice> devices(DeviceFleet fleet, DeviceProcessOptions options)
            throws IOException, ExecutionException, InterruptedException {
        List<Callable<RecipientDevice>> opening = new ArrayList<>();
        LinkedHashSet<Path> files = new LinkedHashSet<>();
        for (TicketLink link : options.ticketLinks()) {
            Path file = options.state().resolve(link.ticket().id() + SUFFIX);
            files.add(file);
            opening.add(() -> RecipientDevice.enrol(fleet, file, link));
        }
        try (Stream<Path> present = Files.list(options.state())) {
            present.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !files.contains(file))
                    .forEach(file -> opening.add(() -> RecipientDevice.open(fleet, file)));
        }
        return all(opening);
    }

    private static List<RecipientDevice> all(List<Callable<RecipientDevice>> opening)
            throws ExecutionException, InterruptedException {
        List<RecipientDevice> devices = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(CONCURRENT_ENROLMENTS)) {
            for (Future<RecipientDevice> device : pool.invokeAll(opening)) {
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
