package io.sealpost.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.Output;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The consent ledger. */
@Command(
        name = "consent",
        mixinStandardHelpOptions = true,
        description = "Grant, withdraw and show consent.",
        subcommands = {
            ConsentCommands.Grant.class,
            ConsentCommands.Withdraw.class,
            ConsentCommands.Show.class
        },
        footer = {
            "",
            "Example:",
            "  ./sealpost consent grant r_… --purpose offers --wording 'Send me offers.'"
        })
public final class ConsentCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Waits for the ledger's answer and prints it. */
    private static int tell(Tenant tenant, ConsentCommand command, Output output) {
        List<ConsentEvent> events =
                tenant.producer()
                        .consents()
                        .sendAndAwait(List.of(command), PATIENCE)
                        .getOrDefault(command.getRequestId(), List.of());
        if (events.isEmpty()) {
            throw new IllegalStateException(
                    "no answer from the ledger yet; repeat the command later");
        }
        for (ConsentEvent event : events) {
            output.say(
                    "  %s version %d %s"
                            .formatted(event.getKind(), event.getVersion(), event.getReason()));
        }
        ConsentEvent last = events.getLast();
        output.result(
                Map.of(
                        "kind",
                        last.getKind(),
                        "version",
                        last.getVersion(),
                        "reason",
                        last.getReason()));
        return last.getKind() == ConsentEventKind.COMMAND_REFUSED ? 1 : 0;
    }

    /** Grants. */
    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description =
                    "Record that a person agreed to a purpose, and wait until it is in force.",
            footer = {
                "",
                "Example:",
                "  ./sealpost consent grant r_… --purpose offers --wording 'Send me offers.'"
            })
    static final class Grant implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
        String recipient = "";

        @Option(
                names = "--purpose",
                required = true,
                description = "such as offers or order-updates")
        String purpose = "";

        @Option(
                names = "--wording",
                required = true,
                description = "the text the person saw; only its SHA-256 is kept")
        String wording = "";

        @Option(
                names = "--method",
                defaultValue = "WEB_FORM",
                description = "one of ${COMPLETION-CANDIDATES}")
        EvidenceMethod method = EvidenceMethod.WEB_FORM;

        @Override
        public Integer call() {
            try (Tenant tenant = business.tenant()) {
                Sha256 hash = Sha256.of(wording.getBytes(StandardCharsets.UTF_8));
                GrantProof proof = GrantProof.of(method, Instant.now(), hash);
                ConsentCommand command =
                        tenant.producer()
                                .consents()
                                .grant(new RecipientId(recipient), new Purpose(purpose), proof);
                return tell(tenant, command, json.output());
            }
        }
    }

    /** Withdraws. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Record that a person no longer agrees; what is undelivered is recalled.",
            footer = {
                "",
                "Examples:",
                "  ./sealpost consent withdraw r_… --purpose offers",
                "  ./sealpost consent withdraw r_…                     every purpose"
            })
    static final class Withdraw implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
        String recipient = "";

        @Option(names = "--purpose", description = "one purpose; all without it")
        @Nullable String purpose;

        @Override
        public Integer call() {
            try (Tenant tenant = business.tenant()) {
                Purpose one = purpose == null ? null : new Purpose(purpose);
                ConsentCommand command =
                        tenant.producer().consents().withdraw(new RecipientId(recipient), one);
                return tell(tenant, command, json.output());
            }
        }
    }

    /** Shows the records. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Show a person's consent records; with --json also the canonical bytes each hash is over.",
            footer = {"", "Example:", "  ./sealpost consent show r_… --json"})
    static final class Show implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
        String recipient = "";

        @Override
        public Integer call() {
            try (Tenant tenant = business.tenant()) {
                RecipientId id = new RecipientId(recipient);
                URI url =
                        URI.create(
                                tenant.account().consent() + "/v1/recipients/" + id + "/consents");
                JsonNode answer = tenant.api().get(url, tenant.account().token());
                Output output = json.output();
                output.say(answer.toPrettyString());
                output.result(answer);
                return 0;
            }
        }
    }
}
