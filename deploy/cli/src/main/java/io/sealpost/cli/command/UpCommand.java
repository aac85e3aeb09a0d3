package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.LogFollower;
import io.sealpost.cli.local.Platform;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and leaves it running. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Start what is not running: broker, PostgreSQL, registry and the five services, on loopback.",
        footer = {
            "",
            "Examples:",
            "  ./sealpost up                 start, print the endpoints, leave all running",
            "  ./sealpost up --foreground    the same, then follow the logs until Ctrl-C (all goes on running)"
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Option(names = "--foreground", description = "follow the logs after the start")
    boolean foreground;

    @Override
    public Integer call() throws Exception {
        Output output = json.output();
        Platform platform = new Platform(Home.find());
        platform.up(output::progress);
        StatusCommand.print(platform, output);
        if (foreground) {
            new LogFollower(platform).follow(System.out);
        }
        return 0;
    }
}
