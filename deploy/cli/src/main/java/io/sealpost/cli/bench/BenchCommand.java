package io.sealpost.cli.bench;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sealpost bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure the whole pipeline, from producer to DELIVERED with every message opened by its device, against a bare",
            "four-hop Kafka relay in the same run; then latency at 500 msg/s, then one-time codes behind 20,000 bulk messages.",
            "Only the ratio says something about Sealpost; the rest is about the machine, too."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost bench",
            "  ./sealpost bench --messages 10000 --rounds 1 --json"
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

    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Output output = new Output(json);
        BenchResult result = new Bench(new Platform(Home.find()), output).run(messages, rounds);
        print(result, output);
        output.result(result);
        return 0;
    }

    private static void print(BenchResult result, Output output) {
        output.say("");
        output.table(
                List.of(
                        List.of("FIGURE", ""),
                        List.of("pipeline, msg/s", "" + result.pipelineMsgPerSec()),
                        List.of("bare relay, msg/s", "" + result.relayMsgPerSec()),
                        List.of("ratio", "" + result.ratio()),
                        List.of(
                                "p50 / p99 at 500 msg/s, ms",
                                result.p50Ms() + " / " + result.p99Ms()),
                        List.of(
                                "p99 of codes behind bulk, ms",
                                result.urgentP99Ms()
                                        + " ("
                                        + result.bulkQueued()
                                        + " still queued at the end)"),
                        List.of("memory, MiB", "" + result.rssMiB())));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CPU MICROSECONDS A MESSAGE", ""));
        result.perProcess().forEach((name, micros) -> rows.add(List.of(name, "" + micros)));
        rows.add(List.of("platform", "" + result.platformCpuMicrosPerMsg()));
        rows.add(List.of("bare relay with broker", "" + result.relayCpuMicrosPerMsg()));
        output.say("");
        output.table(rows);
    }
}
