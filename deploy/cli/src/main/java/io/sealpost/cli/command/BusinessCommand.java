package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.ResultText;
import io.sealpost.cli.TimeText;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessAdministration;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.BusinessRegistrations;
import java.nio.file.Path;
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

/** {@code ./sealpost business}: adds, suspends, resumes and lists businesses. */
@Command(
        name = "business",
        mixinStandardHelpOptions = true,
        description = "Add, suspend, resume and list businesses.",
        subcommands = {
            BusinessCommand.Add.class,
            BusinessCommand.Suspend.class,
            BusinessCommand.Resume.class,
            BusinessCommand.ListAll.class
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
        return new BusinessAdministration(new Platform(Installation.find())).registrations();
    }

    /** {@code ./sealpost business add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Add a business: its topics, its login and rights at the broker, its token and its gateway key.",
                "Returns when it can send. Adding it again changes only the producer key, if one is given."
            },
            footer = {
                "",
                "Examples:",
                "  ./sealpost business add acme",
                "  ./sealpost business add acme --producer-key 3d40…",
                "",
                "Fields of --json: business, credentials (the path of its account file)."
            })
    static final class Add implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // by picocli
        CommandSpec spec;

        @Mixin JsonOption json = new JsonOption();

        @Parameters(
                paramLabel = "NAME",
                description = "of the form [a-z][a-z0-9-]{1,30}, such as acme")
        String name = "";

        @Option(
                names = "--producer-key",
                paramLabel = "HEX",
                description = {
                    "its Ed25519 public key, 64 hex digits: from then on, content that this key did not sign is refused.",
                    "Programs sign with the SDK; messages of ./sealpost send are not signed"
                })
        @Nullable String producerKey;

        @Override
        public Integer call() {
            Output output = json.output();
            Platform platform = new Platform(Installation.find());
            Account account = new BusinessAdministration(platform).add(name, producer());
            Path file = platform.installation().business(name);
            output.print("  %s can send; its account file is %s".formatted(name, file));
            output.result(Map.of("business", account.business(), "credentials", file.toString()));
            return 0;
        }

        private Optional<VerifyKey> producer() {
            try {
                return Optional.ofNullable(producerKey)
                        .map(HexFormat.of()::parseHex)
                        .map(VerifyKey::of);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), "--producer-key must be 64 hex digits");
            }
        }
    }

    /** {@code ./sealpost business suspend}. */
    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = {
                "Stop a business from sending: its requests end as rejected (REJECTED/SUSPENDED_BUSINESS).",
                "Messages that were accepted before are delivered, and its consents stay in force.",
                "Returns when it is in force. Suspending it again changes nothing."
            },
            footer = {
                "",
                "Example:",
                "  ./sealpost business suspend acme",
                "",
                "Fields of --json: business, status, changed (false if it was suspended before)."
            })
    static final class Suspend implements Callable<Integer> {
        @Mixin StatusChange change = new StatusChange();

        @Override
        public Integer call() {
            return change.to(BusinessStatus.SUSPENDED);
        }
    }

    /** {@code ./sealpost business resume}. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = {
                "Let a suspended business send again. Requests that were rejected stay rejected.",
                "Returns when it is in force. Resuming it again changes nothing."
            },
            footer = {
                "",
                "Example:",
                "  ./sealpost business resume acme",
                "",
                "Fields of --json: business, status, changed (false if it was active before)."
            })
    static final class Resume implements Callable<Integer> {
        @Mixin StatusChange change = new StatusChange();

        @Override
        public Integer call() {
            return change.to(BusinessStatus.ACTIVE);
        }
    }

    /** {@code ./sealpost business list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the registered businesses.",
            footer = {
                "",
                "Examples:",
                "  ./sealpost business list",
                "  ./sealpost business list --json",
                "",
                "Fields of --json: businesses, and of each: business, status, modes, producerKey (whether one is",
                "registered), changedAt."
            })
    static final class ListAll implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            Output output = json.output();
            Collection<Business> all = registrations().all();
            if (all.isEmpty()) {
                output.print(
                        "  no business is registered; add one with ./sealpost business add NAME");
            } else {
                List<List<String>> rows = new ArrayList<>();
                rows.add(List.of("BUSINESS", "STATUS", "MODES", "PRODUCER KEY", "CHANGED AT"));
                all.forEach(one -> rows.add(row(one)));
                output.table(rows);
            }
            output.result(Map.of("businesses", all.stream().map(ListAll::json).toList()));
            return 0;
        }

        private static List<String> row(Business one) {
            return List.of(
                    one.getBusiness(),
                    ResultText.of(one.getStatus()),
                    String.join(", ", one.getAllowedModes().stream().map(Mode::name).toList()),
                    one.getProducerKey() == null ? "none" : "registered",
                    TimeText.of(one.getChangedAt()));
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

    /** Sets the status of one business, and prints it. */
    static final class StatusChange {
        @Mixin JsonOption json = new JsonOption();

        @Parameters(paramLabel = "NAME", description = "as ./sealpost business list shows it")
        String name = "";

        int to(BusinessStatus status) {
            Output output = json.output();
            BusinessRegistrations registrations = registrations();
            Business before = registrations.known(name).orElseThrow(this::unknown);
            boolean changed = !registrations.set(before, status).equals(before);
            output.print(
                    "  %s is %s%s"
                            .formatted(
                                    name,
                                    ResultText.of(status),
                                    changed ? "" : "; it was so before"));
            output.result(Map.of("business", name, "status", status, "changed", changed));
            return 0;
        }

        private IllegalStateException unknown() {
            return new IllegalStateException(
                    "no business " + name + " is registered; ./sealpost business list shows all");
        }
    }
}
