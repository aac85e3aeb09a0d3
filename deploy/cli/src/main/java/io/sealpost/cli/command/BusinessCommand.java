package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The tenants. */
@Command(
        name = "business",
        mixinStandardHelpOptions = true,
        description = "Manage businesses.",
        subcommands = BusinessCommand.Add.class,
        footer = {"", "Example:", "  ./sealpost business add acme"})
public final class BusinessCommand {

    /** Adds one. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Add a business: its topics, its login and rights at the broker, its token and its gateway key.",
                "Returns when it can send. Adding it again changes nothing."
            },
            footer = {"", "Example:", "  ./sealpost business add acme"})
    static final class Add implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();

        @Parameters(paramLabel = "NAME", description = "[a-z][a-z0-9-]{1,30}")
        String name = "";

        @Override
        public Integer call() {
            Output output = json.output();
            Platform platform = new Platform(Home.find());
            Account account = new Businesses(platform).add(name);
            output.say(
                    "  "
                            + name
                            + " can send; its credentials are in "
                            + platform.home().business(name));
            output.result(
                    Map.of(
                            "business", account.business(),
                            "credentials", platform.home().business(name).toString()));
            return 0;
        }
    }
}
