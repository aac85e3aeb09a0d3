package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Account;
import io.sealpost.cli.local.Businesses;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.Tenant;
import io.sealpost.client.producer.GrantProof;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Purpose;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The main job from end to end, and its recount. */
final class Demo {
    static final Purpose PURPOSE = new Purpose("order-updates");
    private static final String WORDING = "Tell me about my orders on this device.";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
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

    /** True where everything is as it must be. */
    boolean run(int messages, int recipients, Corpus corpus) throws IOException {
        prepareFolder();
        platform.up(output::progress);
        new Businesses(platform).add(business);
        output.progress("business " + business + " can send");
        List<Recipient> cast = Cast.of(recipients);
        try (Tenant tenant = new Tenant(Account.load(platform.home(), business));
                DeviceProcesses devices = enrol(tenant, cast)) {
            devices.awaitReady();
            output.progress("devices of " + cast.size() + " recipients are enrolled and connected");
            grant(tenant, cast);
            return publishAndCount(tenant, cast, messages, corpus);
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

    private DeviceProcesses enrol(Tenant tenant, List<Recipient> cast) {
        Tenant.Links tickets = tenant.tickets();
        List<List<String>> links = new ArrayList<>();
        for (int process = 0; process < DEVICE_PROCESSES; process++) {
            links.add(new ArrayList<>());
        }
        int number = 0;
        for (Recipient recipient : cast) {
            for (int device = 0; device < recipient.devices(); device++) {
                links.get(number++ % DEVICE_PROCESSES).add(tickets.issue(recipient.id()).encode());
            }
        }
        Path folder =
                platform.home().state().resolve("devices").resolve(UUID.randomUUID().toString());
        DeviceProcesses devices = DeviceProcesses.forAWhile();
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

    private void grant(Tenant tenant, List<Recipient> cast) {
        Sha256 wording = Sha256.of(WORDING.getBytes(StandardCharsets.UTF_8));
        GrantProof proof = GrantProof.of(EvidenceMethod.APP, Instant.now(), wording);
        List<ConsentCommand> grants =
                cast.stream()
                        .filter(Recipient::agreed)
                        .map(one -> tenant.producer().consents().grant(one.id(), PURPOSE, proof))
                        .toList();
        long inForce =
                tenant.producer().consents().sendAndAwait(grants, PATIENCE).values().stream()
                        .flatMap(List::stream)
                        .filter(event -> event.getKind() == ConsentEventKind.GRANTED)
                        .count();
        if (inForce != grants.size()) {
            throw new IllegalStateException(
                    inForce + " of " + grants.size() + " grants came into force");
        }
        output.progress(inForce + " grants are in force");
    }

    private boolean publishAndCount(
            Tenant tenant, List<Recipient> cast, int messages, Corpus corpus) throws IOException {
        long start = System.nanoTime();
        try (EventReader events =
                new EventReader(tenant.account().kafka(), tenant.account().registry(), business)) {
            try (Sender sender = new Sender(tenant, out.resolve("sent.jsonl"))) {
                sender.publish(cast, messages, corpus);
            }
            output.progress(messages + " messages are published");
            Recount recount =
                    new Recount(Lines.read(out.resolve("sent.jsonl"), SentLine.class), cast);
            awaitEnds(recount, events);
            double seconds = (System.nanoTime() - start) / 1e9;
            return report(recount, audit(tenant, recount), seconds);
        }
    }

    /**
     * Until each message has its terminal event and each device has written what it opened, or the
     * patience ends.
     */
    private void awaitEnds(Recount recount, EventReader events) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long told = System.nanoTime();
        while (System.nanoTime() < end) {
            events.poll().forEach(recount::take);
            boolean done =
                    recount.open() == 0 && Lines.opened(out).size() >= recount.expectedOpenings();
            if (done) {
                return;
            }
            if (System.nanoTime() - told > Duration.ofSeconds(2).toNanos()) {
                told = System.nanoTime();
                output.progress(recount.open() + " messages are on their way");
            }
        }
    }

    /**
     * The log follows the topics by a moment: it is asked again until it has all steps or the
     * patience ends.
     */
    private AuditCheck.Result audit(Tenant tenant, Recount recount) throws IOException {
        Home home = platform.home();
        AuditCheck check =
                new AuditCheck(
                        home.log(),
                        home.logKey(),
                        tenant.account().audit(),
                        tenant.account().token(),
                        tenant.api());
        Set<UUID> steps =
                recount.events().stream()
                        .map(DeliveryEvent::getEventId)
                        .collect(Collectors.toSet());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        AuditCheck.Result result = check.check(steps);
        while (result.leaves() < steps.size() && System.nanoTime() < end) {
            result = check.check(steps);
        }
        return result;
    }

    private boolean report(Recount recount, AuditCheck.Result audit, double seconds)
            throws IOException {
        List<OpenedLine> opened = Lines.opened(out);
        Set<UUID> openedByAll = recount.openedByAll(opened);
        Map<DeliveryEventKind, Histogram> latencies = recount.latencies();
        Histogram delivered = latencies.getOrDefault(DeliveryEventKind.DELIVERED, new Histogram(2));
        Result result =
                new Result(
                        recount.sent(),
                        recount.messages(DeliveryEventKind.ACCEPTED),
                        recount.messages(DeliveryEventKind.REJECTED),
                        recount.messages(DeliveryEventKind.REFUSED),
                        recount.messages(DeliveryEventKind.DELIVERED),
                        openedByAll.size(),
                        recount.mismatched(opened),
                        recount.terminalDuplicates(),
                        audit.leaves(),
                        audit.verified(),
                        Math.round(seconds * 1000) / 1000.0,
                        delivered.getValueAtPercentile(50),
                        delivered.getValueAtPercentile(99));
        List<UUID> strays = recount.strays(openedByAll);
        boolean right =
                strays.isEmpty()
                        && result.mismatched() == 0
                        && result.terminalDuplicates() == 0
                        && result.auditVerified()
                        && result.auditLeaves() == recount.events().size();
        Report report = new Report(output);
        report.outcomes(recount.outcomes(), latencies);
        report.totals(result, audit, recount.events().size(), strays);
        story(recount).ifPresent(message -> tell(report, recount, message));
        output.say(
                right
                        ? "\n  All is as it must be."
                        : "\n  NOT as it must be; the files are in " + out);
        output.result(result);
        return right;
    }

    private static Optional<UUID> story(Recount recount) {
        return recount.events().stream()
                .filter(event -> event.getKind() == DeliveryEventKind.DELIVERED)
                .map(DeliveryEvent::getMessageId)
                .findFirst();
    }

    private void tell(Report report, Recount recount, UUID message) {
        List<DeliveryEvent> life =
                recount.events().stream()
                        .filter(event -> event.getMessageId().equals(message))
                        .sorted(
                                Comparator.comparing(DeliveryEvent::getAt)
                                        .thenComparing(DeliveryEvent::getKind))
                        .toList();
        report.life(message, life, platform);
    }
}
