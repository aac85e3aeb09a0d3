package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs, where, and how much memory it takes. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Show each process, its endpoint and its memory. Exit code 1 where something is not ready.",
        footer = {"", "Examples:", "  ./sealpost status", "  ./sealpost status --json"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        return print(new Platform(Home.find()), json.output()) ? 0 : 1;
    }

    /** Prints the table; answers whether all is ready. */
    static boolean print(Platform platform, Output output) {
        List<ProcessStatus> all = ProcessStatus.of(platform);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROCESS", "STATE", "PID", "ENDPOINT", "MEMORY"));
        all.forEach(status -> rows.add(status.row()));
        output.say("");
        output.table(rows);
        long total = all.stream().mapToLong(ProcessStatus::pssMiB).sum();
        output.say("  state in " + platform.home().state() + ", memory " + total + " MiB in all");
        boolean ready = all.stream().allMatch(status -> status.state().equals("ready"));
        output.result(Map.of("ready", ready, "processes", all, "pssMiB", total));
        return ready;
    }
}
