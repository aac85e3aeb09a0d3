package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.LogFollower;
import io.sealpost.cli.local.Platform;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sealpost up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start what does not run: broker, PostgreSQL, schema registry and the five services, on loopback.",
            "They continue to run when the command ends."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost up                 start and show the endpoints",
            "  ./sealpost up --foreground    the same, then show the logs until Ctrl-C (which stops no process)",
            "",
            "Fields of --json: as of ./sealpost status."
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Option(names = "--foreground", description = "show the logs after the start")
    boolean foreground;

    @Override
    public Integer call() throws Exception {
        Output output = json.output();
        Platform platform = new Platform(Installation.find());
        platform.up(output::progress);
        boolean unused = StatusCommand.print(platform, output);
        if (foreground) {
            new LogFollower(platform).follow(System.out);
        }
        return 0;
    }
}
