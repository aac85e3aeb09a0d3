package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProofFiles;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.TlogProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/** What the demo shows people. */
final class Report {
    private final Output output;

    Report(Output output) {
        this.output = output;
    }

    void outcomes(Map<String, Long> outcomes, Map<DeliveryEventKind, Histogram> latencies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("OUTCOME", "MESSAGES", "P50 MS", "P99 MS"));
        outcomes.forEach(
                (outcome, count) -> {
                    DeliveryEventKind kind =
                            DeliveryEventKind.valueOf(outcome.replaceAll("/.*", ""));
                    Histogram times = latencies.getOrDefault(kind, new Histogram(2));
                    rows.add(
                            List.of(
                                    outcome,
                                    Long.toString(count),
                                    Long.toString(times.getValueAtPercentile(50)),
                                    Long.toString(times.getValueAtPercentile(99))));
                });
        output.say("\n  from ingest's decision on, recounted from the topics:");
        output.table(rows);
    }

    void totals(Result result, AuditCheck.Result audit, int steps, List<UUID> strays) {
        output.say("");
        output.table(
                List.of(
                        List.of("RECOUNT", ""),
                        List.of("sent", Integer.toString(result.sent())),
                        List.of("delivered, by events", Long.toString(result.delivered())),
                        List.of(
                                "opened by every device, same bytes",
                                Integer.toString(result.decrypted())),
                        List.of("opened with other bytes", Integer.toString(result.mismatched())),
                        List.of("refused, no consent", Long.toString(result.refused())),
                        List.of("more than one end", Integer.toString(result.terminalDuplicates())),
                        List.of(
                                "ended otherwise than consent asks",
                                Integer.toString(strays.size())),
                        List.of("steps with a leaf that opens", audit.leaves() + " of " + steps),
                        List.of(
                                "audit log of " + audit.size() + " leaves",
                                audit.verified() ? "verified" : "BROKEN"),
                        List.of("seconds", Double.toString(result.seconds()))));
    }

    /** One message from decision to device, and its proofs. */
    void life(UUID message, List<DeliveryEvent> events, Platform platform) {
        output.say("\n  the life of " + message);
        DeliveryEvent first = events.getFirst();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STEP", "AFTER", "EVENT"));
        for (DeliveryEvent event : events) {
            long after = Duration.between(first.getAt(), event.getAt()).toMillis();
            rows.add(List.of(event.getKind().name(), after + " ms", event.getEventId().toString()));
        }
        output.table(rows);
        try {
            proofs(message, platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void proofs(UUID message, Platform platform) throws IOException {
        NoteKey key = NoteKey.parse(Files.readString(platform.home().logKey()).strip());
        ProofFiles files = new ProofFiles(platform.home(), message);
        files.fetch(platform);
        for (Path file : files.all()) {
            TlogProof proof = TlogProof.parse(Files.readAllBytes(file));
            output.say(
                    "  leaf %d  %s  inclusion proof of %d hashes: %s"
                            .formatted(
                                    proof.index(),
                                    proof.opening().type(),
                                    proof.path().size(),
                                    proof.verifyOpening(key)));
        }
        output.say("  again, with everything stopped: ./sealpost verify --message " + message);
    }
}
