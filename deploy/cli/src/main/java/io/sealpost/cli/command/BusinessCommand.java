package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.BusinessRegistrations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The tenants. */
@Command(
        name = "business",
        mixinStandardHelpOptions = true,
        description = "Manage businesses.",
        subcommands = {
            BusinessCommand.Add.class,
            BusinessCommand.Suspend.class,
            BusinessCommand.Resume.class,
            BusinessCommand.All.class
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost business add acme",
            "  ./sealpost business suspend acme",
            "  ./sealpost business list"
        })
public final class BusinessCommand {

    private static BusinessRegistrations registrations() {
        return new Businesses(new Platform(Home.find())).registrations();
    }

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
        @Spec
        @SuppressWarnings("NullAway.Init") // by picocli
        CommandSpec spec;

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
            try {
                return Optional.ofNullable(producerKey)
                        .map(HexFormat.of()::parseHex)
                        .map(VerifyKey::of);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), "--producer-key has 64 hex digits");
            }
        }
    }

    /** Stops one. */
    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = {
                "Let a business send nothing: what it asks for ends as REJECTED/SUSPENDED_BUSINESS.",
                "What was accepted before goes on, and so do its consents. Returns when it is in force;",
                "suspending it again changes nothing."
            },
            footer = {"", "Example:", "  ./sealpost business suspend acme"})
    static final class Suspend implements Callable<Integer> {
        @Mixin Change change = new Change();

        @Override
        public Integer call() {
            return change.to(BusinessStatus.SUSPENDED);
        }
    }

    /** Lets one go on. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = {
                "Let a suspended business send again; what was rejected meanwhile stays so.",
                "Returns when it is in force; resuming it again changes nothing."
            },
            footer = {"", "Example:", "  ./sealpost business resume acme"})
    static final class Resume implements Callable<Integer> {
        @Mixin Change change = new Change();

        @Override
        public Integer call() {
            return change.to(BusinessStatus.ACTIVE);
        }
    }

    /** Lists them. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the registered businesses.",
            footer = {
                "",
                "Examples:",
                "  ./sealpost business list",
                "  ./sealpost business list --json"
            })
    static final class All implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            Output output = json.output();
            Collection<Business> all = registrations().all();
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("BUSINESS", "STATUS", "MODES", "PRODUCER KEY", "CHANGED"));
            all.forEach(one -> rows.add(row(one)));
            output.table(rows);
            output.result(Map.of("businesses", all.stream().map(All::json).toList()));
            return 0;
        }

        private static List<String> row(Business one) {
            return List.of(
                    one.getBusiness(),
                    one.getStatus().name(),
                    String.join(",", one.getAllowedModes().stream().map(Mode::name).toList()),
                    one.getProducerKey() == null ? "none" : "registered",
                    one.getChangedAt().toString());
        }

        private static Map<String, Object> json(Business one) {
            return Map.of(
                    "business", one.getBusiness(),
                    "status", one.getStatus(),
                    "modes", one.getAllowedModes(),
                    "producerKey", one.getProducerKey() != null,
                    "changedAt", one.getChangedAt());
        }
    }

    /** Which business gets another status, and how that is told. */
    static final class Change {
        @Mixin JsonOption json = new JsonOption();

        @Parameters(paramLabel = "NAME", description = "as business list shows it")
        String name = "";

        int to(BusinessStatus status) {
            Output output = json.output();
            BusinessRegistrations registrations = registrations();
            Business before = registrations.known(name).orElseThrow(this::unknown);
            boolean changed = !registrations.set(before, status).equals(before);
            String now = status == BusinessStatus.SUSPENDED ? "suspended" : "active";
            output.say("  " + name + " is " + now + (changed ? "" : ", as it was"));
            output.result(Map.of("business", name, "status", status, "changed", changed));
            return 0;
        }

        private IllegalStateException unknown() {
            return new IllegalStateException(
                    "no business " + name + "; ./sealpost business list shows those there are");
        }
    }
}
