package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sealpost down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stop everything in order. What is stored is there again at the next start.",
            "The first time takes longer: the services' JVMs write caches that halve the time of every later start."
        },
        footer = {"", "Example:", "  ./sealpost down", "", "Fields of --json: running (false)."})
public final class DownCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Output output = json.output();
        new Platform(Installation.find()).down(output::progress);
        output.result(Map.of("running", false));
        return 0;
    }
}
