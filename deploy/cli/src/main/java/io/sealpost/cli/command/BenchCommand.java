package io.sealpost.cli.command;

import io.sealpost.bench.Benchmark;
import io.sealpost.bench.BenchmarkPhase;
import io.sealpost.bench.BenchmarkResult;
import io.sealpost.bench.BenchmarkSettings;
import io.sealpost.bench.BenchmarkTarget;
import io.sealpost.bench.BenchmarkTenant;
import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessAdministration;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProcessStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
            "Measure the platform against a relay that only copies records between Kafka topics.",
            "Throughput: from producer to DELIVERED, every message opened by its device, and the relay, in turns.",
            "Latency: at a fixed rate. Lanes: one-time codes while 20,000 bulk messages are queued.",
            "Only the ratio of pipeline and relay can be compared between machines; bench/README.md explains each figure."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost bench",
            "  ./sealpost bench --messages 10000 --rounds 1 --json",
            "  ./sealpost bench --only LATENCY --rate 200 --seconds 60",
            "",
            "Fields of --json: bench/README.md."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String BUSINESS = "bench";

    @Option(
            names = "--messages",
            defaultValue = "50000",
            description = "messages in each round (default: 50000)")
    int messages;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "rounds of relay and pipeline (default: 3)")
    int rounds;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "messages per second while latency is measured (default: 500)")
    int rate;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "how long latency is measured (default: 20)")
    int seconds;

    @Option(
            names = "--only",
            paramLabel = "PHASE",
            description = {
                "run only this phase, and can be repeated: ${COMPLETION-CANDIDATES};",
                "the figures of the other phases are left out"
            })
    Set<BenchmarkPhase> phases = EnumSet.allOf(BenchmarkPhase.class);

    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Output output = new Output(json);
        Platform platform = new Platform(Installation.find());
        platform.up(output::progress);
        Account account = new BusinessAdministration(platform).add(BUSINESS);
        try (BusinessClient client = new BusinessClient(account)) {
            BenchmarkResult result =
                    new Benchmark(target(platform, client, output))
                            .run(phases, new BenchmarkSettings(messages, rounds, rate, seconds));
            new BenchReport(output, rate).print(result);
            output.result(result);
            return 0;
        }
    }

    private static BenchmarkTarget target(Platform platform, BusinessClient client, Output output) {
        Map<String, Long> processIds = new LinkedHashMap<>();
        ProcessStatus.of(platform).forEach(one -> processIds.put(one.name(), one.pid()));
        return new BenchmarkTarget(
                processIds,
                platform.broker().adminConfig(),
                new BenchmarkTenant(
                        client.id(), client.connection(), client.producer(), client.tickets()),
                platform.installation().state(),
                () -> ProcessStatus.of(platform).stream().mapToLong(ProcessStatus::pssMiB).sum(),
                output::progress);
    }
}
