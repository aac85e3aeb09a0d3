package io.sealpost.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.cli.Output;
import io.sealpost.cli.ResultText;
import io.sealpost.cli.TimeText;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sealpost consent}: grants, withdraws and shows consent. */
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
            "Examples:",
            "  ./sealpost consent grant r_… --purpose offers --wording 'Send me offers.'",
            "  ./sealpost consent show r_…"
        })
public final class ConsentCommands {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** Sends a command, waits for the answer of the consent service, and prints it. */
    private static int execute(BusinessClient client, ConsentCommand command, Output output) {
        List<ConsentEvent> events =
                client.producer()
                        .consents()
                        .sendAndAwait(List.of(command), ANSWER_TIMEOUT)
                        .getOrDefault(command.getRequestId(), List.of());
        if (events.isEmpty()) {
            throw new IllegalStateException(
                    "the consent service did not answer within %s; check with ./sealpost status that it is ready, then repeat the command"
                            .formatted(TimeText.of(ANSWER_TIMEOUT)));
        }
        events.forEach(event -> output.print("  " + ResultText.of(event)));
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

    /** {@code ./sealpost consent grant}. */
    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description =
                    "Record that a person agreed to a purpose, and return when it is in force.",
            footer = {
                "",
                "Examples:",
                "  ./sealpost consent grant r_… --purpose offers --wording 'Send me offers.'",
                "  ./sealpost consent grant r_… --business acme --purpose offers --wording 'Send me offers.' --method PAPER",
                "",
                "Fields of --json: kind (GRANTED, COMMAND_REFUSED), version of the record, reason."
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
                paramLabel = "TEXT",
                description = "the text the person saw; only its SHA-256 is stored")
        String wording = "";

        @Option(
                names = "--method",
                defaultValue = "WEB_FORM",
                description =
                        "how the person agreed: one of ${COMPLETION-CANDIDATES} (default: WEB_FORM)")
        EvidenceMethod method = EvidenceMethod.WEB_FORM;

        @Override
        public Integer call() {
            RecipientId id = ArgumentInput.recipient(recipient);
            Purpose agreed = ArgumentInput.purpose(purpose);
            try (BusinessClient client = business.client()) {
                Sha256 hash = Sha256.of(wording.getBytes(StandardCharsets.UTF_8));
                GrantProof proof = GrantProof.of(method, Instant.now(), hash);
                ConsentCommand command = client.producer().consents().grant(id, agreed, proof);
                return execute(client, command, json.output());
            }
        }
    }

    /** {@code ./sealpost consent withdraw}. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = {
                "Record that a person no longer agrees, and return when it is in force.",
                "Messages that are not yet delivered are recalled."
            },
            footer = {
                "",
                "Examples:",
                "  ./sealpost consent withdraw r_… --purpose offers",
                "  ./sealpost consent withdraw r_…                     every purpose",
                "",
                "Fields of --json: kind (WITHDRAWN, COMMAND_REFUSED), version of the record, reason."
            })
    static final class Withdraw implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
        String recipient = "";

        @Option(names = "--purpose", description = "one purpose; without it, every purpose")
        @Nullable String purpose;

        @Override
        public Integer call() {
            RecipientId id = ArgumentInput.recipient(recipient);
            Purpose one = purpose == null ? null : ArgumentInput.purpose(purpose);
            try (BusinessClient client = business.client()) {
                ConsentCommand command = client.producer().consents().withdraw(id, one);
                return execute(client, command, json.output());
            }
        }
    }

    /** {@code ./sealpost consent show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Show a person's consent records.",
                "With --json also their evidence, and the canonical bytes that each hash is computed from."
            },
            footer = {
                "",
                "Examples:",
                "  ./sealpost consent show r_…",
                "  ./sealpost consent show r_… --json",
                "",
                "Fields of --json: the answer of GET /v1/recipients/{recipient}/consents, see services/consent/README.md."
            })
    static final class Show implements Callable<Integer> {
        @Mixin JsonOption json = new JsonOption();
        @Mixin BusinessOption business = new BusinessOption();

        @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
        String recipient = "";

        @Override
        public Integer call() {
            RecipientId id = ArgumentInput.recipient(recipient);
            try (BusinessClient client = business.client()) {
                URI url =
                        URI.create(
                                client.account().consent() + "/v1/recipients/" + id + "/consents");
                JsonNode answer = client.api().get(url, client.account().token());
                Output output = json.output();
                print(answer, output);
                output.result(answer);
                return 0;
            }
        }

        private static void print(JsonNode answer, Output output) {
            if (answer.path("blocked").asBoolean()) {
                output.print("  the recipient blocked the business");
            }
            JsonNode records = answer.path("records");
            if (records.isEmpty()) {
                output.print("  no consent is recorded for this recipient");
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("PURPOSE", "STATUS", "VERSION", "DECIDED AT", "VALID UNTIL"));
            records.forEach(
                    one ->
                            rows.add(
                                    List.of(
                                            one.path("purpose").asText(),
                                            one.path("state").asText().toLowerCase(Locale.ROOT),
                                            one.path("version").asText(),
                                            time(one.path("decidedAt")),
                                            time(one.path("validUntil")))));
            output.table(rows);
        }

        private static String time(JsonNode millis) {
            return millis.isNumber() ? TimeText.of(Instant.ofEpochMilli(millis.asLong())) : "-";
        }
    }
}
