package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.device.DeviceFleet;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.device.RecipientDevice;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
            "  ./sealpost device r_… --link 'http://…'  with a link from elsewhere",
            "  ./sealpost device r_… --link - < link    where others see command lines: it holds a secret"
        })
public final class DeviceCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();
    @Mixin BusinessOption business = new BusinessOption();

    @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
    String recipient = "";

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description =
                    "the link to enrol with, or - for standard input; else the business makes one")
    @Nullable String link;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = {
                "where the device lives",
                "(default: .sealpost/devices/BUSINESS/RECIPIENT.device)"
            })
    @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecipientId id = new RecipientId(recipient);
        Optional<TicketLink> given = given(id);
        Path store = file == null ? kept(id, given) : file;
        Output output = json.output();
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                RecipientDevice device = device(fleet, store, id, given)) {
            requireOf(of(given), id, device, store);
            device.connect(message -> show(message, output)).join();
            output.progress(device.id() + " is connected; waiting for messages");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** The link on the command line, which must be for this recipient. */
    private Optional<TicketLink> given(RecipientId id) throws IOException {
        if (link == null) {
            return Optional.empty();
        }
        TicketLink parsed =
                TicketLink.parse(Input.argument(link))
                        .orElseThrow(
                                () -> new IllegalArgumentException("that is no enrolment link"));
        if (!parsed.recipient().equals(id)) {
            throw new IllegalArgumentException("that link is for " + parsed.recipient());
        }
        return Optional.of(parsed);
    }

    /** A recipient of two businesses has a device at each. */
    private Path kept(RecipientId id, Optional<TicketLink> given) {
        return Home.find()
                .state()
                .resolve("devices")
                .resolve(of(given).value())
                .resolve(id + ".device");
    }

    private BusinessId of(Optional<TicketLink> given) {
        return given.map(TicketLink::business).orElseGet(() -> new BusinessId(business.business));
    }

    private RecipientDevice device(
            DeviceFleet fleet, Path store, RecipientId id, Optional<TicketLink> given)
            throws IOException {
        if (Files.exists(store)) {
            return RecipientDevice.open(fleet, store);
        }
        TicketLink ticket = given.orElseGet(() -> ticket(id));
        Files.createDirectories(store.toAbsolutePath().getParent());
        return RecipientDevice.enrol(fleet, store, ticket);
    }

    private static void requireOf(
            BusinessId of, RecipientId id, RecipientDevice device, Path store) {
        if (!device.recipient().equals(id) || !device.business().equals(of)) {
            throw new IllegalStateException(
                    "%s is a device of %s at %s, not of %s at %s; name another file with --file"
                            .formatted(store, device.recipient(), device.business(), id, of));
        }
    }

    private TicketLink ticket(RecipientId id) {
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
