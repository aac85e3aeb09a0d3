package io.sealpost.cli.bench;

import io.sealpost.cli.Output;
import io.sealpost.cli.bench.BenchResult.Lanes;
import io.sealpost.cli.bench.BenchResult.Latency;
import io.sealpost.cli.bench.BenchResult.Throughput;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProcessStatus;
import io.sealpost.cli.local.Tenant;
import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Rounds of relay and pipeline in turn, then latency at a fixed rate, then the lanes. */
final class Bench {
    private static final int RECIPIENTS = 200;
    private static final int WARM_UP = 10_000;

    /**
     * So long it takes the compilers of eight processes to be done with small batches: services run
     * for weeks, so the figures are of warm ones.
     */
    private static final int WARM_UP_SECONDS = 120;

    private static final int BULK_QUEUED = 20_000;
    private static final int URGENT = 200;
    private static final int URGENT_RATE = 50;
    private static final String BUSINESS = "bench";

    private final Platform platform;
    private final Output output;

    Bench(Platform platform, Output output) {
        this.platform = platform;
        this.output = output;
    }

    BenchResult run(Set<Phase> phases, Load load) throws IOException {
        platform.up(output::progress);
        var account = new Businesses(platform).add(BUSINESS);
        try (Pipeline pipeline = new Pipeline(new Tenant(account), platform.home(), RECIPIENTS);
                RecordSizes sizes = new RecordSizes(platform, BUSINESS)) {
            output.progress(RECIPIENTS + " devices are connected; warming up");
            pipe(pipeline, WARM_UP);
            boolean all = phases.contains(Phase.THROUGHPUT);
            return new BenchResult(
                    all ? throughput(pipeline, sizes.mean(), load) : null,
                    phases.contains(Phase.LATENCY) ? latency(pipeline, load) : null,
                    phases.contains(Phase.LANES) ? lanes(pipeline) : null,
                    ProcessStatus.of(platform).stream().mapToLong(ProcessStatus::pssMiB).sum());
        }
    }

    private record Rounds(
            List<Double> pipeline, List<Double> relay, Map<String, Double> cpu, double relayCpu) {}

    private Throughput throughput(Pipeline pipeline, int recordBytes, Load load)
            throws IOException {
        Rounds measured;
        try (Relay relay = new Relay(platform)) {
            measured = rounds(pipeline, relay, load, recordBytes);
        }
        double piped = median(measured.pipeline());
        double relayed = median(measured.relay());
        double ours =
                platform.processes().keySet().stream()
                        .mapToDouble(name -> measured.cpu().getOrDefault(name, 0.0))
                        .sum();
        return new Throughput(
                Math.round(piped),
                Math.round(relayed),
                Math.round(piped / relayed * 10_000) / 10_000.0,
                Math.round(ours),
                Math.round(measured.relayCpu()),
                load.messages(),
                load.rounds(),
                recordBytes,
                rounded(measured.cpu()));
    }

    private Rounds rounds(Pipeline pipeline, Relay relay, Load load, int recordBytes) {
        int messages = load.messages();
        int rounds = load.rounds();
        List<Double> piped = new ArrayList<>();
        List<Double> relayed = new ArrayList<>();
        Map<String, Double> cpu = new LinkedHashMap<>();
        double relayCpu = 0;
        for (int round = 1; round <= rounds; round++) {
            CpuMeter bare =
                    new CpuMeter(
                            Map.of("broker", pids("broker"), "relay", new long[] {relay.pid()}));
            relayed.add(messages / relay.run(messages, recordBytes));
            relayCpu +=
                    bare.micros().values().stream().mapToLong(Long::longValue).sum()
                            / (double) messages
                            / rounds;
            CpuMeter meter = new CpuMeter(everything(pipeline));
            piped.add(messages / pipe(pipeline, messages));
            meter.micros()
                    .forEach(
                            (name, micros) ->
                                    cpu.merge(
                                            name,
                                            micros / (double) messages / rounds,
                                            Double::sum));
            output.progress(
                    "round %d: relay %.0f msg/s, pipeline %.0f msg/s, ratio %.4f"
                            .formatted(
                                    round,
                                    relayed.getLast(),
                                    piped.getLast(),
                                    piped.getLast() / relayed.getLast()));
        }
        return new Rounds(piped, relayed, cpu, relayCpu);
    }

    /**
     * Publishes as fast as it goes; seconds until the last is DELIVERED. All must be opened, byte
     * for byte.
     */
    private double pipe(Pipeline pipeline, int messages) {
        pipeline.reset();
        try (Watch watch = pipeline.watch()) {
            long start = System.nanoTime();
            for (int number = 0; number < messages; number++) {
                pipeline.send(Category.UTILITY);
            }
            pipeline.awaitSent();
            watch.awaitDelivered(messages);
            double seconds = (System.nanoTime() - start) / 1e9;
            requireOpened(pipeline);
            return seconds;
        }
    }

    private static void requireOpened(Pipeline pipeline) {
        if (!pipeline.openedWhatWasPublished()) {
            throw new IllegalStateException("the devices did not open exactly what was published");
        }
    }

    private Latency latency(Pipeline pipeline, Load load) {
        output.progress("warming up at " + load.rate() + " msg/s");
        int before = load.rate() * WARM_UP_SECONDS;
        pipeline.reset();
        try (Watch watch = pipeline.watch()) {
            paced(pipeline, before, load.rate(), Category.UTILITY);
            watch.awaitDelivered(before);
        }
        output.progress("latency at " + load.rate() + " msg/s for " + load.seconds() + " s");
        pipeline.reset();
        try (Watch watch = pipeline.watch();
                MachineMeter machine = new MachineMeter(platform.home().state())) {
            int messages = load.rate() * load.seconds();
            CpuMeter meter = new CpuMeter(everything(pipeline));
            paced(pipeline, messages, load.rate(), Category.UTILITY);
            watch.awaitDelivered(messages);
            requireOpened(pipeline);
            Map<String, Double> cpu = new LinkedHashMap<>();
            meter.micros().forEach((name, micros) -> cpu.put(name, micros / (double) messages));
            return new Latency(
                    watch.fromDecision().getValueAtPercentile(50),
                    watch.fromDecision().getValueAtPercentile(99),
                    watch.stages(Lane.BULK, 50),
                    watch.stages(Lane.BULK, 99),
                    rounded(cpu),
                    machine.machine());
        }
    }

    /** The first time is not counted: no code has come that way before. */
    private Lanes lanes(Pipeline pipeline) {
        output.progress("warming up with one-time codes");
        var unused = codesBehindBulk(pipeline);
        output.progress(URGENT + " one-time codes with " + BULK_QUEUED + " bulk messages queued");
        return codesBehindBulk(pipeline);
    }

    private static Lanes codesBehindBulk(Pipeline pipeline) {
        pipeline.reset();
        try (Watch watch = pipeline.watch()) {
            for (int number = 0; number < BULK_QUEUED; number++) {
                pipeline.send(Category.MARKETING);
            }
            pipeline.awaitSent();
            paced(pipeline, URGENT, URGENT_RATE, Category.AUTHENTICATION);
            int queued = BULK_QUEUED + URGENT - watch.delivered();
            watch.awaitDelivered(BULK_QUEUED + URGENT);
            requireOpened(pipeline);
            return new Lanes(
                    watch.urgentFromSending().getValueAtPercentile(50),
                    watch.urgentFromSending().getValueAtPercentile(99),
                    watch.stages(Lane.URGENT, 99),
                    queued);
        }
    }

    /** Sends at a fixed rate, late ones at once: a slow pipeline is not spared by a slow sender. */
    private static void paced(Pipeline pipeline, int messages, int rate, Category category) {
        long start = System.nanoTime();
        int sent = 0;
        while (sent < messages) {
            long due = (System.nanoTime() - start) * rate / 1_000_000_000L;
            for (; sent < Math.min(due, messages); sent++) {
                pipeline.send(category);
            }
            LockSupport.parkNanos(5_000_000);
        }
        pipeline.awaitSent();
    }

    private Map<String, long[]> everything(Pipeline pipeline) {
        Map<String, long[]> all = new LinkedHashMap<>();
        platform.processes().keySet().forEach(name -> all.put(name, pids(name)));
        all.put("devices", pipeline.devices().pids().stream().mapToLong(Long::longValue).toArray());
        all.put("producer and counter", new long[] {ProcessHandle.current().pid()});
        return all;
    }

    private long[] pids(String name) {
        return Objects.requireNonNull(platform.processes().get(name)).pid().stream().toArray();
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
