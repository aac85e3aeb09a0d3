package io.sealpost.cli.bench;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sealpost bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the whole pipeline against a bare Kafka relay.",
            "From producer to DELIVERED, with every message opened by its device, against four hops that only relay, in the",
            "same run; then latency at a fixed rate, then one-time codes behind 20,000 bulk messages.",
            "Only the ratio says something about Sealpost; the rest is about the machine, too."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost bench",
            "  ./sealpost bench --messages 10000 --rounds 1 --json",
            "  ./sealpost bench --only LATENCY --rate 200 --seconds 60"
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--messages",
            defaultValue = "50000",
            description = "messages a round (default: 50000)")
    int messages;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "rounds of relay and pipeline (default: 3)")
    int rounds;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "messages a second for the latency (default: 500)")
    int rate;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "how long the latency is measured (default: 20)")
    int seconds;

    @Option(
            names = "--only",
            paramLabel = "PHASE",
            description = {
                "measure only this (may be given again): ${COMPLETION-CANDIDATES};",
                "figures of the others are left out"
            })
    Set<Phase> phases = EnumSet.allOf(Phase.class);

    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Output output = new Output(json);
        BenchResult result =
                new Bench(new Platform(Home.find()), output)
                        .run(phases, new Load(messages, rounds, rate, seconds));
        print(result, output);
        output.result(result);
        return 0;
    }

    private void print(BenchResult result, Output output) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIGURE", ""));
        BenchResult.Throughput throughput = result.throughput();
        if (throughput != null) {
            rows.add(List.of("pipeline, msg/s", "" + throughput.pipelineMsgPerSec()));
            rows.add(List.of("bare relay, msg/s", "" + throughput.relayMsgPerSec()));
            rows.add(List.of("ratio", "" + throughput.ratio()));
        }
        BenchResult.Latency latency = result.latency();
        if (latency != null) {
            rows.add(List.of("p50 at " + rate + " msg/s, ms", "" + latency.p50Ms()));
            rows.add(List.of("p99 at " + rate + " msg/s, ms", "" + latency.p99Ms()));
            stages(latency.stageP99Ms(), rows);
            machine(latency.machine(), rows);
        }
        BenchResult.Lanes lanes = result.lanes();
        if (lanes != null) {
            rows.add(List.of("p50 of codes behind bulk, ms", "" + lanes.urgentP50Ms()));
            rows.add(List.of("p99 of codes behind bulk, ms", "" + lanes.urgentP99Ms()));
            stages(lanes.urgentStageP99Ms(), rows);
            rows.add(List.of("bulk still queued at the end", "" + lanes.bulkQueued()));
        }
        rows.add(List.of("memory, MiB", "" + result.rssMiB()));
        output.say("");
        output.table(rows);
        if (throughput != null) {
            cpu("as fast as it goes", throughput.perProcess(), output);
        }
        if (latency != null) {
            cpu("at " + rate + " msg/s", latency.perProcessAtRate(), output);
        }
    }

    private static void stages(Map<String, Long> p99, List<List<String>> rows) {
        p99.forEach(
                (stage, millis) -> rows.add(List.of("  p99 to " + stage + ", ms", "" + millis)));
    }

    private static void machine(BenchResult.Machine machine, List<List<String>> rows) {
        rows.add(List.of("  cores busy", machine.busyCores() + " of " + machine.cores()));
        rows.add(
                List.of(
                        "  a thread of the machine wakes late, p99 / longest, ms",
                        machine.wakeP99Ms() + " / " + machine.wakeMaxMs()));
        rows.add(
                List.of(
                        "  a synced write to its disk, p99 / longest, ms",
                        machine.syncP99Ms() + " / " + machine.syncMaxMs()));
    }

    private static void cpu(String when, Map<String, Long> perProcess, Output output) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CPU MICROSECONDS A MESSAGE", when));
        perProcess.forEach((name, micros) -> rows.add(List.of(name, "" + micros)));
        output.say("");
        output.table(rows);
    }
}
