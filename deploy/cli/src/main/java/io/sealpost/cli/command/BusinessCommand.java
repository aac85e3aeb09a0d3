package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.seal.key.VerifyKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
                "Returns when it can send. Adding it again changes nothing but the producer key, if one is given."
            },
            footer = {"", "Example:", "  ./sealpost business add acme"})
    static final class Add implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();

        @Parameters(paramLabel = "NAME", description = "[a-z][a-z0-9-]{1,30}")
        String name = "";

        @Option(
                names = "--producer-key",
                paramLabel = "HEX",
                description = {
                    "its Ed25519 public key, 64 hex digits: content not signed by it is refused from then on.",
                    "The SDK signs with the private one; ./sealpost send does not"
                })
        @Nullable String producerKey;

        @Override
        public Integer call() {
            Output output = json.output();
            Platform platform = new Platform(Home.find());
            Account account = new Businesses(platform).add(name, producer());
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

        private Optional<VerifyKey> producer() {
            return Optional.ofNullable(producerKey)
                    .map(HexFormat.of()::parseHex)
                    .map(VerifyKey::of);
        }
    }
}
