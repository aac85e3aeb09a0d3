package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recipient's device in a terminal. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = {
            "Enrol a device of a recipient, or open it again, and show each message as it arrives; Ctrl-C ends it.",
            "Its keys and messages are in one file and nowhere else."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost device r_…                    with a link made by the business demo",
            "  ./sealpost device r_… --business acme",
            "  ./sealpost device r_… --link 'http://…'  with a link from elsewhere"
        })
public final class DeviceCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();
    @Mixin BusinessOption business = new BusinessOption();

    @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
    String recipient = "";

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description = "the link to enrol with; else the business makes one")
    @Nullable String link;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "where the device lives (default: .sealpost/devices/RECIPIENT.device)")
    @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecipientId id = new RecipientId(recipient);
        Path store =
                file == null
                        ? Home.find().state().resolve("devices").resolve(id + ".device")
                        : file;
        Files.createDirectories(store.toAbsolutePath().getParent());
        Output output = json.output();
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                RecipientDevice device = device(fleet, store, id)) {
            device.connect(message -> show(message, output)).join();
            output.progress(device.id() + " is connected; waiting for messages");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private RecipientDevice device(DeviceFleet fleet, Path store, RecipientId id) {
        if (Files.exists(store)) {
            return RecipientDevice.open(fleet, store);
        }
        return RecipientDevice.enrol(fleet, store, ticket(id));
    }

    private TicketLink ticket(RecipientId id) {
        if (link != null) {
            return TicketLink.parse(link)
                    .orElseThrow(() -> new IllegalArgumentException("that is no enrolment link"));
        }
        try (Tenant tenant = business.tenant()) {
            return tenant.tickets().issue(id);
        }
    }

    private static void show(OpenedMessage message, Output output) {
        String text = new String(message.content().toArray(), StandardCharsets.UTF_8);
        output.say("  " + message.openedAt() + "  " + text);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", message.context().message().value());
        fields.put("content", text);
        output.result(fields);
    }
}
