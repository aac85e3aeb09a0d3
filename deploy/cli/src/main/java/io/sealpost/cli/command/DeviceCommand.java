package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.TimeText;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.cli.local.Installation;
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

/** {@code ./sealpost device}: a recipient's device in a terminal. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = {
            "Run a device of a recipient and show each message as it arrives; Ctrl-C ends it.",
            "The device is enrolled the first time. Its keys and messages are stored in one file and nowhere else."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost device r_…                    enrol with a link that the business demo makes",
            "  ./sealpost device r_… --business acme",
            "  ./sealpost device r_… --link 'http://…'  enrol with a given link",
            "  ./sealpost device r_… --link - < link    a link is a secret, and other users can read command lines",
            "",
            "Fields of --json, one line for each message: messageId, content."
        })
public final class DeviceCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();
    @Mixin BusinessOption business = new BusinessOption();

    @Parameters(paramLabel = "RECIPIENT", description = "r_ and 26 characters")
    String recipient = "";

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description = {
                "the link to enrol with, or - for standard input;",
                "without it, the business makes one"
            })
    @Nullable String link;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = {
                "the device's file",
                "(default: .sealpost/devices/BUSINESS/RECIPIENT.device)"
            })
    @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecipientId id = ArgumentInput.recipient(recipient);
        Optional<TicketLink> given = givenLink(id);
        Path store = file == null ? defaultFile(id, given) : file;
        Output output = json.output();
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                RecipientDevice device = device(fleet, store, id, given)) {
            requireSame(businessOf(given), id, device, store);
            device.connect(message -> print(message, output)).join();
            output.progress("device " + device.id() + " is connected and shows its messages");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** The link of the command line, which must be for this recipient. */
    private Optional<TicketLink> givenLink(RecipientId id) throws IOException {
        if (link == null) {
            return Optional.empty();
        }
        TicketLink parsed =
                TicketLink.parse(ArgumentInput.secret(link))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "--link is not an enrolment link; copy the whole link"));
        if (!parsed.recipient().equals(id)) {
            throw new IllegalArgumentException(
                    "the link is for the recipient "
                            + parsed.recipient()
                            + "; give that recipient");
        }
        return Optional.of(parsed);
    }

    /** A recipient of two businesses has a device of each. */
    private Path defaultFile(RecipientId id, Optional<TicketLink> given) {
        return Installation.find()
                .state()
                .resolve("devices")
                .resolve(businessOf(given).value())
                .resolve(id + ".device");
    }

    private BusinessId businessOf(Optional<TicketLink> given) {
        return given.map(TicketLink::business).orElseGet(() -> new BusinessId(business.business));
    }

    private RecipientDevice device(
            DeviceFleet fleet, Path store, RecipientId id, Optional<TicketLink> given)
            throws IOException {
        if (Files.exists(store)) {
            return RecipientDevice.open(fleet, store);
        }
        TicketLink ticket = given.orElseGet(() -> newLink(id));
        Files.createDirectories(store.toAbsolutePath().getParent());
        return RecipientDevice.enrol(fleet, store, ticket);
    }

    private static void requireSame(
            BusinessId business, RecipientId id, RecipientDevice device, Path store) {
        if (!device.recipient().equals(id) || !device.business().equals(business)) {
            throw new IllegalStateException(
                    "%s is a device of %s at %s, not of %s at %s; choose another file with --file"
                            .formatted(store, device.recipient(), device.business(), id, business));
        }
    }

    private TicketLink newLink(RecipientId id) {
        try (BusinessClient client = business.client()) {
            return client.tickets().apply(id);
        }
    }

    private static void print(OpenedMessage message, Output output) {
        String text = new String(message.content().toArray(), StandardCharsets.UTF_8);
        output.print("  " + TimeText.of(message.openedAt()) + "  " + text);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", message.context().message().value());
        fields.put("content", text);
        output.result(fields);
    }
}
