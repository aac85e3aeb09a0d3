package io.sealpost.cli.demo;

import io.sealpost.bench.DeliveryEventReader;
import io.sealpost.bench.device.DeviceProcesses;
import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.BusinessAdministration;
import io.sealpost.cli.local.BusinessClient;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Sends messages through the platform as a business does, and verifies what became of them. */
final class Demo {
    static final Purpose PURPOSE = new Purpose("order-updates");
    private static final String WORDING = "Tell me about my orders on this device.";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration AUDIT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(2);
    private static final int DEVICE_PROCESSES = 2;

    private final Platform platform;
    private final Output output;
    private final Path out;
    private final String business;

    Demo(Platform platform, String business, Path out, Output output) {
        this.platform = platform;
        this.business = business;
        this.out = out;
        this.output = output;
    }

    /**
     * Whether every message ended as its recipient's consent requires, every device opened the
     * bytes that were sent, and the audit log proves every step.
     */
    boolean run(int messages, int recipientCount, MessageTexts texts) throws IOException {
        prepareFolder();
        platform.up(output::progress);
        new BusinessAdministration(platform).add(business);
        output.progress("business " + business + " can send");
        List<DemoRecipient> recipients = DemoRecipients.of(recipientCount);
        try (BusinessClient client =
                        new BusinessClient(Account.load(platform.installation(), business));
                DeviceProcesses devices = enrol(client, recipients)) {
            devices.awaitReady();
            output.progress(
                    "devices of %d recipients are enrolled and connected"
                            .formatted(recipients.size()));
            grant(client, recipients);
            return publishAndVerify(client, recipients, messages, texts);
        }
    }

    private void prepareFolder() throws IOException {
        Files.createDirectories(out);
        try (Stream<Path> old = Files.list(out)) {
            for (Path file : old.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                Files.delete(file);
            }
        }
    }

    private DeviceProcesses enrol(BusinessClient client, List<DemoRecipient> recipients) {
        Function<RecipientId, TicketLink> tickets = client.tickets();
        List<List<String>> links = new ArrayList<>();
        for (int process = 0; process < DEVICE_PROCESSES; process++) {
            links.add(new ArrayList<>());
        }
        int number = 0;
        for (DemoRecipient recipient : recipients) {
            for (int device = 0; device < recipient.devices(); device++) {
                links.get(number++ % DEVICE_PROCESSES).add(tickets.apply(recipient.id()).encode());
            }
        }
        return start(links);
    }

    private DeviceProcesses start(List<List<String>> links) {
        Path folder =
                platform.installation()
                        .state()
                        .resolve("devices")
                        .resolve(UUID.randomUUID().toString());
        DeviceProcesses devices = DeviceProcesses.forShortRun();
        for (int process = 0; process < links.size(); process++) {
            if (!links.get(process).isEmpty()) {
                Path opened = out.resolve("opened-" + process + ".jsonl");
                devices.start(
                        links.get(process),
                        folder.resolve("process-" + process),
                        "--out",
                        opened.toString());
            }
        }
        return devices;
    }

    private void grant(BusinessClient client, List<DemoRecipient> recipients) {
        Sha256 wording = Sha256.of(WORDING.getBytes(StandardCharsets.UTF_8));
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), wording);
        List<ConsentCommand> grants =
                recipients.stream()
                        .filter(DemoRecipient::agreed)
                        .map(one -> client.producer().consents().grant(one.id(), PURPOSE, proof))
                        .toList();
        long granted =
                client.producer().consents().sendAndAwait(grants, TIMEOUT).values().stream()
                        .flatMap(List::stream)
                        .filter(event -> event.getKind() == ConsentEventKind.GRANTED)
                        .count();
        if (granted != grants.size()) {
            throw new IllegalStateException(
                    "consent granted %d of %d; check with ./sealpost status that it runs, then repeat the demo"
                            .formatted(granted, grants.size()));
        }
        output.progress("%d of %d recipients agreed".formatted(granted, recipients.size()));
    }

    private boolean publishAndVerify(
            BusinessClient client, List<DemoRecipient> recipients, int messages, MessageTexts texts)
            throws IOException {
        long start = System.nanoTime();
        try (DeliveryEventReader events =
                new DeliveryEventReader(client.connection(), client.id())) {
            Path sent = out.resolve("sent.jsonl");
            try (DemoProducer producer = new DemoProducer(client, sent)) {
                producer.publish(recipients, messages, texts);
            }
            output.progress(messages + " messages are published");
            DemoVerifier verifier =
                    new DemoVerifier(JsonLines.read(sent, SentMessageEntry.class), recipients);
            awaitEnds(verifier, events);
            double seconds = (System.nanoTime() - start) / 1e9;
            return report(verifier, audit(client, verifier), seconds);
        }
    }

    /**
     * Waits until every message has its terminal event and every device has written what it opened.
     * After three minutes it returns, and the report shows what is missing.
     */
    private void awaitEnds(DemoVerifier verifier, DeliveryEventReader events) throws IOException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        long reported = System.nanoTime();
        while (System.nanoTime() < end) {
            events.poll().forEach(verifier::accept);
            if (verifier.pending() == 0
                    && JsonLines.opened(out).size() >= verifier.expectedOpenings()) {
                return;
            }
            if (System.nanoTime() - reported > PROGRESS_INTERVAL.toNanos()) {
                reported = System.nanoTime();
                output.progress(verifier.pending() + " messages have not ended yet");
            }
        }
    }

    /** The log is appended a moment after the events: the check is repeated for up to 30 s. */
    private AuditLogCheck.Finding audit(BusinessClient client, DemoVerifier verifier)
            throws IOException {
        Installation installation = platform.installation();
        AuditLogCheck check =
                new AuditLogCheck(
                        installation.log(),
                        installation.logKey(),
                        client.account().audit(),
                        client.account().token(),
                        client.api());
        Set<UUID> steps =
                verifier.events().stream()
                        .map(DeliveryEvent::getEventId)
                        .collect(Collectors.toSet());
        long end = System.nanoTime() + AUDIT_TIMEOUT.toNanos();
        AuditLogCheck.Finding found = check.check(steps);
        while (found.leaves() < steps.size() && System.nanoTime() < end) {
            found = check.check(steps);
        }
        return found;
    }

    private boolean report(DemoVerifier verifier, AuditLogCheck.Finding audit, double seconds)
            throws IOException {
        List<OpenedMessageEntry> opened = JsonLines.opened(out);
        Set<UUID> openedByAll = verifier.openedByAll(opened);
        Map<DeliveryEventKind, Histogram> latencies = verifier.latencies();
        Histogram delivered = latencies.getOrDefault(DeliveryEventKind.DELIVERED, new Histogram(2));
        DemoResult result =
                new DemoResult(
                        verifier.sent(),
                        verifier.messages(DeliveryEventKind.ACCEPTED),
                        verifier.messages(DeliveryEventKind.REJECTED),
                        verifier.messages(DeliveryEventKind.REFUSED),
                        verifier.messages(DeliveryEventKind.DELIVERED),
                        openedByAll.size(),
                        verifier.mismatched(opened),
                        verifier.terminalDuplicates(),
                        audit.leaves(),
                        audit.verified(),
                        Math.round(seconds * 1000) / 1000.0,
                        delivered.getValueAtPercentile(50),
                        delivered.getValueAtPercentile(99));
        int unexpectedEnds = verifier.unexpectedEnds(openedByAll).size();
        int steps = verifier.events().size();
        boolean passed =
                unexpectedEnds == 0
                        && result.mismatched() == 0
                        && result.terminalDuplicates() == 0
                        && result.auditVerified()
                        && result.auditLeaves() == steps;
        DemoReport report = new DemoReport(output);
        report.outcomes(verifier.outcomes(), latencies);
        report.totals(result, audit, steps, unexpectedEnds);
        firstDelivered(verifier)
                .ifPresent(message -> report.message(message, steps(verifier, message), platform));
        output.print(
                passed
                        ? "\n  PASSED: every message ended as its recipient's consent requires, and the log proves it."
                        : "\n  FAILED: the tables show what differs; the messages are listed in "
                                + out);
        output.result(result);
        return passed;
    }

    private static Optional<UUID> firstDelivered(DemoVerifier verifier) {
        return verifier.events().stream()
                .filter(event -> event.getKind() == DeliveryEventKind.DELIVERED)
                .map(DeliveryEvent::getMessageId)
                .findFirst();
    }

    private static List<DeliveryEvent> steps(DemoVerifier verifier, UUID message) {
        return verifier.events().stream()
                .filter(event -> event.getMessageId().equals(message))
                .sorted(
                        Comparator.comparing(DeliveryEvent::getAt)
                                .thenComparing(DeliveryEvent::getKind))
                .toList();
    }
}
