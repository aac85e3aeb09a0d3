package io.sealpost.bench;

import io.sealpost.bench.BenchmarkResult.Lanes;
import io.sealpost.bench.BenchmarkResult.Latency;
import io.sealpost.bench.BenchmarkResult.Throughput;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Lane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Runs the phases of a benchmark against a running platform. */
public final class Benchmark {
    private static final int RECIPIENTS = 200;
    private static final int WARM_UP_MESSAGES = 10_000;

    /**
     * At the fixed rate the JVMs of eight processes need this long to compile what is hot. Services
     * run for weeks, so the figures are those of warm JVMs.
     */
    private static final int WARM_UP_SECONDS = 120;

    private static final int BULK_MESSAGES = 20_000;
    private static final int URGENT_MESSAGES = 200;
    private static final int URGENT_RATE = 50;
    private static final long SEND_INTERVAL_NANOS = 5_000_000;

    private final BenchmarkTarget target;

    public Benchmark(BenchmarkTarget target) {
        this.target = target;
    }

    /**
     * Enrols recipients, warms the platform up, and runs the chosen phases.
     *
     * @throws IllegalStateException where a message was not delivered in time, or a device opened
     *     other bytes than were published
     */
    public BenchmarkResult run(Set<BenchmarkPhase> phases, BenchmarkSettings settings)
            throws IOException {
        try (Pipeline pipeline = new Pipeline(target.tenant(), target.state(), RECIPIENTS);
                RecordSizeMeter sizes =
                        new RecordSizeMeter(target.administrator(), target.tenant().business())) {
            progress(RECIPIENTS + " devices are connected; warming up");
            var unused = seconds(pipeline, WARM_UP_MESSAGES);
            return new BenchmarkResult(
                    phases.contains(BenchmarkPhase.THROUGHPUT)
                            ? throughput(pipeline, sizes.mean(), settings)
                            : null,
                    phases.contains(BenchmarkPhase.LATENCY) ? latency(pipeline, settings) : null,
                    phases.contains(BenchmarkPhase.LANES) ? lanes(pipeline) : null,
                    target.memoryMiB().getAsLong());
        }
    }

    private record Rounds(
            List<Double> pipeline, List<Double> relay, Map<String, Double> cpu, double relayCpu) {}

    private Throughput throughput(Pipeline pipeline, int recordBytes, BenchmarkSettings settings)
            throws IOException {
        Rounds measured;
        try (Relay relay = new Relay(target.administrator())) {
            measured = rounds(pipeline, relay, settings, recordBytes);
        }
        double pipelineRate = median(measured.pipeline());
        double relayRate = median(measured.relay());
        double platformCpu =
                target.processIds().keySet().stream()
                        .mapToDouble(name -> measured.cpu().getOrDefault(name, 0.0))
                        .sum();
        return new Throughput(
                Math.round(pipelineRate),
                Math.round(relayRate),
                Math.round(pipelineRate / relayRate * 10_000) / 10_000.0,
                Math.round(platformCpu),
                Math.round(measured.relayCpu()),
                settings.messages(),
                settings.rounds(),
                recordBytes,
                rounded(measured.cpu()));
    }

    private Rounds rounds(
            Pipeline pipeline, Relay relay, BenchmarkSettings settings, int recordBytes) {
        int messages = settings.messages();
        int rounds = settings.rounds();
        List<Double> pipelineRates = new ArrayList<>();
        List<Double> relayRates = new ArrayList<>();
        Map<String, Double> cpu = new LinkedHashMap<>();
        double relayCpu = 0;
        for (int round = 1; round <= rounds; round++) {
            CpuMeter relayMeter = new CpuMeter(relayProcesses(relay));
            relayRates.add(messages / relay.run(messages, recordBytes));
            relayCpu += relayMeter.total() / (double) messages / rounds;
            CpuMeter meter = new CpuMeter(allProcesses(pipeline));
            pipelineRates.add(messages / seconds(pipeline, messages));
            meter.micros()
                    .forEach(
                            (name, micros) ->
                                    cpu.merge(
                                            name,
                                            micros / (double) messages / rounds,
                                            Double::sum));
            progress(
                    "round %d: relay %.0f msg/s, pipeline %.0f msg/s, ratio %.4f"
                            .formatted(
                                    round,
                                    relayRates.getLast(),
                                    pipelineRates.getLast(),
                                    pipelineRates.getLast() / relayRates.getLast()));
        }
        return new Rounds(pipelineRates, relayRates, cpu, relayCpu);
    }

    /**
     * Publishes at full speed; the seconds until the last message is DELIVERED. The devices must
     * have opened exactly the bytes that were published.
     */
    private static double seconds(Pipeline pipeline, int messages) {
        pipeline.reset();
        try (DeliveryEventMonitor events = pipeline.monitor()) {
            long start = System.nanoTime();
            for (int number = 0; number < messages; number++) {
                pipeline.send(Category.UTILITY);
            }
            pipeline.awaitAcknowledged();
            events.awaitDelivered(messages);
            double seconds = (System.nanoTime() - start) / 1e9;
            requireOpened(pipeline);
            return seconds;
        }
    }

    private static void requireOpened(Pipeline pipeline) {
        if (!pipeline.openedWhatWasPublished()) {
            throw new IllegalStateException(
                    "the devices did not open exactly the messages that were published");
        }
    }

    private Latency latency(Pipeline pipeline, BenchmarkSettings settings) {
        int rate = settings.rate();
        progress("warming up at " + rate + " msg/s");
        int warmUp = rate * WARM_UP_SECONDS;
        pipeline.reset();
        try (DeliveryEventMonitor events = pipeline.monitor()) {
            sendAtRate(pipeline, warmUp, rate, Category.UTILITY);
            events.awaitDelivered(warmUp);
        }
        progress("measuring latency at " + rate + " msg/s for " + settings.seconds() + " s");
        pipeline.reset();
        try (DeliveryEventMonitor events = pipeline.monitor();
                MachineMeter machine = new MachineMeter(target.state())) {
            int messages = rate * settings.seconds();
            CpuMeter meter = new CpuMeter(allProcesses(pipeline));
            sendAtRate(pipeline, messages, rate, Category.UTILITY);
            events.awaitDelivered(messages);
            requireOpened(pipeline);
            Map<String, Double> cpu = new LinkedHashMap<>();
            meter.micros().forEach((name, micros) -> cpu.put(name, micros / (double) messages));
            return new Latency(
                    events.fromDecision().getValueAtPercentile(50),
                    events.fromDecision().getValueAtPercentile(99),
                    events.stages(Lane.BULK, 50),
                    events.stages(Lane.BULK, 99),
                    rounded(cpu),
                    machine.machine());
        }
    }

    /** Measures the second of two runs: the code of the urgent lane is cold in the first. */
    private Lanes lanes(Pipeline pipeline) {
        progress("warming up with one-time codes");
        var unused = codesBehindBulk(pipeline);
        progress(
                "sending %d one-time codes while %d bulk messages are queued"
                        .formatted(URGENT_MESSAGES, BULK_MESSAGES));
        return codesBehindBulk(pipeline);
    }

    private static Lanes codesBehindBulk(Pipeline pipeline) {
        pipeline.reset();
        try (DeliveryEventMonitor events = pipeline.monitor()) {
            for (int number = 0; number < BULK_MESSAGES; number++) {
                pipeline.send(Category.MARKETING);
            }
            pipeline.awaitAcknowledged();
            sendAtRate(pipeline, URGENT_MESSAGES, URGENT_RATE, Category.AUTHENTICATION);
            int queued = BULK_MESSAGES + URGENT_MESSAGES - events.delivered();
            events.awaitDelivered(BULK_MESSAGES + URGENT_MESSAGES);
            requireOpened(pipeline);
            return new Lanes(
                    events.urgentFromSending().getValueAtPercentile(50),
                    events.urgentFromSending().getValueAtPercentile(99),
                    events.stages(Lane.URGENT, 99),
                    queued);
        }
    }

    /**
     * Sends at a fixed rate. A message whose turn has passed is sent at once, so that a sender that
     * was stopped does not lower the load.
     */
    private static void sendAtRate(Pipeline pipeline, int messages, int rate, Category category) {
        long start = System.nanoTime();
        int sent = 0;
        while (sent < messages) {
            long due = (System.nanoTime() - start) * rate / 1_000_000_000L;
            for (; sent < Math.min(due, messages); sent++) {
                pipeline.send(category);
            }
            LockSupport.parkNanos(SEND_INTERVAL_NANOS);
        }
        pipeline.awaitAcknowledged();
    }

    private Map<String, long[]> relayProcesses(Relay relay) {
        long broker =
                Objects.requireNonNull(target.processIds().get(BenchmarkTarget.BROKER), "broker");
        return Map.of(
                BenchmarkTarget.BROKER, new long[] {broker}, "relay", new long[] {relay.pid()});
    }

    private Map<String, long[]> allProcesses(Pipeline pipeline) {
        Map<String, long[]> all = new LinkedHashMap<>();
        target.processIds().forEach((name, pid) -> all.put(name, new long[] {pid}));
        all.put("devices", pipeline.devices().pids().stream().mapToLong(Long::longValue).toArray());
        all.put("producer and counter", new long[] {ProcessHandle.current().pid()});
        return all;
    }

    private void progress(String line) {
        target.progress().accept(line);
    }

    private static Map<String, Long> rounded(Map<String, Double> values) {
        Map<String, Long> rounded = new LinkedHashMap<>();
        values.forEach((name, value) -> rounded.put(name, Math.round(value)));
        return rounded;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
