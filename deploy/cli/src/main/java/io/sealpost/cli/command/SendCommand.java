package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.ResultText;
import io.sealpost.cli.TimeText;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.client.producer.DeliveryEvents;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.SendResult;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sealpost send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send one message and show its events until it has ended or --wait has passed.",
            "Exit code 0 if it is delivered, or accepted and waiting for a device that is not connected now.",
            "Exit code 1 if it ended otherwise, such as refused, or no event arrived in time."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost send r_… --purpose offers --category marketing 'Half price today.'",
            "  echo 'Your code is 123456' | ./sealpost send r_… --purpose sign-in --category authentication -",
            "",
            "Fields of --json: messageId, events (their kinds), ended, reason (NONE if delivered or waiting)."
        })
public final class SendCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();
    @Mixin BusinessOption business = new BusinessOption();

    @Parameters(index = "0", paramLabel = "RECIPIENT", description = "r_ and 26 characters")
    String recipient = "";

    @Parameters(
            index = "1",
            paramLabel = "TEXT",
            description = "the content, or - for standard input")
    String text = "";

    @Option(names = "--purpose", required = true, description = "the purpose of the consent")
    String purpose = "";

    @Option(
            names = "--category",
            defaultValue = "UTILITY",
            description = "authentication, utility, marketing or service (default: utility)")
    Category category = Category.UTILITY;

    @Option(
            names = "--wait",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "how long to wait for events (default: 10)")
    int seconds;

    @Override
    public Integer call() throws IOException {
        RecipientId id = ArgumentInput.recipient(recipient);
        Purpose agreed = ArgumentInput.purpose(purpose);
        byte[] content =
                text.equals("-") ? System.in.readAllBytes() : text.getBytes(StandardCharsets.UTF_8);
        try (BusinessClient client = business.client();
                DeliveryEvents events = client.producer().deliveryEventsFromNow()) {
            OutgoingMessage message = OutgoingMessage.to(id, agreed, category, content).build();
            SendResult sent = client.producer().send(message).join();
            return follow(sent.messageId(), events, json.output());
        }
    }

    private int follow(MessageId message, DeliveryEvents events, Output output) {
        output.print("  message " + message.value());
        List<DeliveryEvent> read = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (read.stream().noneMatch(DeliveryEvent::getTerminal) && System.nanoTime() < end) {
            for (DeliveryEvent event : events.next()) {
                if (event.getMessageId().equals(message.value())) {
                    output.print(
                            "  %s  %s"
                                    .formatted(
                                            TimeText.of(event.getAt()),
                                            ResultText.of(event.getKind())));
                    read.add(event);
                }
            }
        }
        SendOutcome outcome = new SendOutcome(read, purpose);
        output.print("  " + outcome.sentence());
        output.result(
                Map.of(
                        "messageId", message.value(),
                        "events", read.stream().map(DeliveryEvent::getKind).toList(),
                        "ended", outcome.end().isPresent(),
                        "reason", outcome.reason()));
        return outcome.isSuccess() ? 0 : 1;
    }
}
