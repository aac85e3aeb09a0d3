package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sealpost status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Show each process, its endpoint and its memory.",
            "Exit code 1 if a process is not ready."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost status",
            "  ./sealpost status --json",
            "",
            "Fields of --json: ready (whether all are), pssMiB (their memory, shared pages counted once), and",
            "processes: name, state (ready, starting, stopped), pid (0 if stopped), endpoint, pssMiB of each."
        })
public final class StatusCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        return print(new Platform(Installation.find()), json.output()) ? 0 : 1;
    }

    /** Prints the table; returns whether every process is ready. */
    static boolean print(Platform platform, Output output) {
        List<ProcessStatus> all = ProcessStatus.of(platform);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROCESS", "STATE", "PID", "ENDPOINT", "MEMORY"));
        all.forEach(status -> rows.add(status.row()));
        output.print("");
        output.table(rows);
        long total = all.stream().mapToLong(ProcessStatus::pssMiB).sum();
        long ready = all.stream().filter(ProcessStatus::isReady).count();
        output.print(
                "\n  %d of %d processes are ready and use %d MiB; everything is stored in %s"
                        .formatted(ready, all.size(), total, platform.installation().state()));
        if (ready < all.size()) {
            output.print(
                    "  ./sealpost up starts what is stopped; ./sealpost doctor shows what prevents it");
        }
        boolean allReady = ready == all.size();
        output.result(Map.of("ready", allReady, "processes", all, "pssMiB", total));
        return allReady;
    }
}
