package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import io.sealpost.cli.ResultText;
import io.sealpost.cli.TimeText;
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

/** Prints the result of a demo for people. */
final class DemoReport {
    private final Output output;

    DemoReport(Output output) {
        this.output = output;
    }

    void outcomes(
            Map<DemoVerifier.Outcome, Long> outcomes, Map<DeliveryEventKind, Histogram> latencies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RESULT", "MESSAGES", "P50", "P99"));
        outcomes.forEach(
                (outcome, count) -> {
                    Histogram times = latencies.getOrDefault(outcome.kind(), new Histogram(2));
                    rows.add(
                            List.of(
                                    ResultText.of(
                                            outcome.kind(), outcome.reason(), Demo.PURPOSE.value()),
                                    Long.toString(count),
                                    millis(times.getValueAtPercentile(50)),
                                    millis(times.getValueAtPercentile(99))));
                });
        output.print("\n  How the messages ended, and the time since ingest's decision:");
        output.table(rows);
    }

    void totals(DemoResult result, AuditLogCheck.Finding audit, int steps, int unexpectedEnds) {
        output.print("");
        output.table(
                List.of(
                        List.of("VERIFIED FROM OUTSIDE", "MESSAGES"),
                        List.of("sent", Integer.toString(result.sent())),
                        List.of("delivered", Long.toString(result.delivered())),
                        List.of(
                                "opened by every device of the recipient",
                                Integer.toString(result.decrypted())),
                        List.of("opened with other bytes", Integer.toString(result.mismatched())),
                        List.of("refused", Long.toString(result.refused())),
                        List.of(
                                "ended more than once",
                                Integer.toString(result.terminalDuplicates())),
                        List.of(
                                "ended against the recipient's consent",
                                Integer.toString(unexpectedEnds))));
        output.print("");
        output.table(
                List.of(
                        List.of("AUDIT LOG", ""),
                        List.of("steps that the log proves", audit.leaves() + " of " + steps),
                        List.of(
                                "log of " + audit.size() + " leaves",
                                audit.verified() ? "verified" : "NOT VERIFIED"),
                        List.of(
                                "duration of the demo",
                                millis(Math.round(result.seconds() * 1_000)))));
    }

    /** Prints the steps of one message, and verifies their proofs. */
    void message(UUID message, List<DeliveryEvent> events, Platform platform) {
        output.print("\n  The steps of message " + message + ":");
        DeliveryEvent first = events.getFirst();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STEP", "AFTER", "EVENT ID"));
        for (DeliveryEvent event : events) {
            rows.add(
                    List.of(
                            ResultText.of(event.getKind()),
                            TimeText.of(Duration.between(first.getAt(), event.getAt())),
                            event.getEventId().toString()));
        }
        output.table(rows);
        try {
            proofs(message, platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void proofs(UUID message, Platform platform) throws IOException {
        NoteKey key = NoteKey.parse(Files.readString(platform.installation().logKey()).strip());
        ProofFiles files = new ProofFiles(platform.installation(), message);
        files.fetch(platform);
        output.print("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LEAF", "RECORDS", "PROOF"));
        for (Path file : files.all()) {
            TlogProof proof = TlogProof.parse(Files.readAllBytes(file));
            rows.add(
                    List.of(
                            Long.toString(proof.index()),
                            ResultText.of(proof.opening().type()),
                            "%s, %d hashes"
                                    .formatted(
                                            ResultText.of(proof.verifyOpening(key)),
                                            proof.path().size())));
        }
        output.table(rows);
        output.print(
                "\n  Verify them again, also with everything stopped: ./sealpost verify --message "
                        + message);
    }

    private static String millis(long millis) {
        return TimeText.of(Duration.ofMillis(millis));
    }
}
