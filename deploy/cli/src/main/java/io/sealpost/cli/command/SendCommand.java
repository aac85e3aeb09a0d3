package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.DeliveryEvents;
import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.client.producer.Sent;
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

/** Sends one message. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send one message and follow it until it has ended or the patience has.",
            "Exit code 0 where it is delivered, or accepted and waiting for a device that is not connected now.",
            "Exit code 1 where it ended otherwise, such as REFUSED, or nothing was told of it in time."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost send r_… --purpose offers --category marketing 'Half price today.'",
            "  echo 'Your code is 123456' | ./sealpost send r_… --purpose sign-in --category authentication -"
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

    @Option(names = "--purpose", required = true, description = "the purpose consent was given for")
    String purpose = "";

    @Option(
            names = "--category",
            defaultValue = "UTILITY",
            description = "authentication, utility, marketing or service")
    Category category = Category.UTILITY;

    @Option(
            names = "--wait",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "how long to follow it (default: 10)")
    int seconds;

    @Override
    public Integer call() throws IOException {
        byte[] content =
                text.equals("-") ? System.in.readAllBytes() : text.getBytes(StandardCharsets.UTF_8);
        try (Tenant tenant = business.tenant();
                DeliveryEvents events = tenant.producer().deliveryEventsFromNow()) {
            OutgoingMessage message =
                    OutgoingMessage.to(
                                    new RecipientId(recipient),
                                    new Purpose(purpose),
                                    category,
                                    content)
                            .build();
            Sent sent = tenant.producer().send(message).join();
            return follow(sent.messageId(), events, json.output());
        }
    }

    private int follow(MessageId message, DeliveryEvents events, Output output) {
        output.say("  " + message.value() + " sent");
        List<DeliveryEvent> told = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (told.stream().noneMatch(DeliveryEvent::getTerminal) && System.nanoTime() < end) {
            for (DeliveryEvent event : events.next()) {
                if (event.getMessageId().equals(message.value())) {
                    output.say(
                            "  " + event.getAt() + " " + event.getKind() + " " + event.getReason());
                    told.add(event);
                }
            }
        }
        SendOutcome outcome = new SendOutcome(told);
        output.say("  " + outcome.sentence());
        output.result(
                Map.of(
                        "messageId", message.value(),
                        "events", told.stream().map(DeliveryEvent::getKind).toList(),
                        "ended", outcome.end().isPresent(),
                        "reason", outcome.reason()));
        return outcome.isWell() ? 0 : 1;
    }
}
