package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything; nothing stored is touched. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description =
                "Stop everything in order. What is stored stays and is there at the next start."
                        + " The first time takes longer: the services' JVMs write down what they"
                        + " learnt, which halves every later start.",
        footer = {"", "Example:", "  ./sealpost down"})
public final class DownCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Output output = json.output();
        new Platform(Home.find()).down(output::progress);
        output.result(Map.of("running", false));
        return 0;
    }
}
