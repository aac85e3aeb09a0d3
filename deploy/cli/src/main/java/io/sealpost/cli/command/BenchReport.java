package io.sealpost.cli.command;

import io.sealpost.bench.BenchmarkResult;
import io.sealpost.cli.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the figures of a benchmark for people. */
final class BenchReport {
    private final Output output;
    private final int rate;

    /**
     * @param rate at which latency was measured
     */
    BenchReport(Output output, int rate) {
        this.output = output;
        this.rate = rate;
    }

    void print(BenchmarkResult result) {
        BenchmarkResult.Throughput throughput = result.throughput();
        if (throughput != null) {
            throughput(throughput);
        }
        BenchmarkResult.Latency latency = result.latency();
        if (latency != null) {
            latency(latency);
        }
        BenchmarkResult.Lanes lanes = result.lanes();
        if (lanes != null) {
            lanes(lanes);
        }
        output.print("\n  The platform's processes use " + result.rssMiB() + " MiB.");
    }

    private void throughput(BenchmarkResult.Throughput figures) {
        table(
                "THROUGHPUT",
                List.of(
                        List.of(
                                "pipeline, median of the rounds",
                                figures.pipelineMsgPerSec() + " msg/s"),
                        List.of("relay, median of the rounds", figures.relayMsgPerSec() + " msg/s"),
                        List.of("ratio of pipeline to relay", "" + figures.ratio()),
                        List.of(
                                "platform, CPU time per message",
                                micros(figures.platformCpuMicrosPerMsg())),
                        List.of(
                                "relay, CPU time per message",
                                micros(figures.relayCpuMicrosPerMsg()))));
        cpu("CPU TIME PER MESSAGE, AT FULL SPEED", figures.perProcess());
    }

    private void latency(BenchmarkResult.Latency figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("decision to delivered, p50", millis(figures.p50Ms())));
        rows.add(List.of("decision to delivered, p99", millis(figures.p99Ms())));
        stages(figures.stageP99Ms(), rows);
        BenchmarkResult.Machine machine = figures.machine();
        rows.add(List.of("busy cores", machine.busyCores() + " of " + machine.cores()));
        rows.add(List.of("a thread wakes late, p99", machine.wakeP99Ms() + " ms"));
        rows.add(List.of("a thread wakes late, maximum", machine.wakeMaxMs() + " ms"));
        rows.add(List.of("a synced write of 4 KiB, p99", machine.syncP99Ms() + " ms"));
        rows.add(List.of("a synced write of 4 KiB, maximum", machine.syncMaxMs() + " ms"));
        table("LATENCY AT " + rate + " MSG/S", rows);
        cpu("CPU TIME PER MESSAGE, AT " + rate + " MSG/S", figures.perProcessAtRate());
    }

    private void lanes(BenchmarkResult.Lanes figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("sending to delivered, p50", millis(figures.urgentP50Ms())));
        rows.add(List.of("sending to delivered, p99", millis(figures.urgentP99Ms())));
        stages(figures.urgentStageP99Ms(), rows);
        rows.add(List.of("bulk messages queued at the end", "" + figures.bulkQueued()));
        table("ONE-TIME CODES WHILE BULK IS QUEUED", rows);
    }

    private static void stages(Map<String, Long> p99, List<List<String>> rows) {
        p99.forEach(
                (stage, millis) ->
                        rows.add(
                                List.of(
                                        "  stage " + stage.toLowerCase(Locale.ROOT) + ", p99",
                                        millis(millis))));
    }

    private void cpu(String title, Map<String, Long> perProcess) {
        List<List<String>> rows = new ArrayList<>();
        perProcess.forEach((name, micros) -> rows.add(List.of(name, micros(micros))));
        table(title, rows);
    }

    private void table(String title, List<List<String>> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(title, ""));
        rows.addAll(figures);
        output.print("");
        output.table(rows);
    }

    private static String millis(long millis) {
        return millis + " ms";
    }

    private static String micros(long micros) {
        return micros + " µs";
    }
}
