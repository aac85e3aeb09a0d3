package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.ResultText;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import io.sealpost.cli.local.ProofFiles;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.DirectoryTiles;
import io.sealpost.tlog.LogVerifier;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.ProofResult;
import io.sealpost.tlog.TlogProof;
import io.sealpost.tlog.VerificationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./sealpost verify}: verifies the audit log with its files and its public key alone. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recompute the audit log from its tiles, checkpoint and public key. No process needs to run.",
            "The verified checkpoint is stored: a log that is later cut back or rewritten is detected.",
            "With --message also verify that each step of one message is in the log. Its proofs are fetched from",
            "retention-audit while it runs, and stored, so that they can be verified later with everything stopped.",
            "Exit code 1 if the log or a proof is not valid."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost verify",
            "  ./sealpost verify --message 0199d1a2-…",
            "  ./sealpost verify --dir /mnt/copy/log --key log.vkey",
            "",
            "Fields of --json: verified, size (leaves); if not verified: firstBadIndex, fault, where;",
            "with --message: proofs (their number), proofsValid."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final long LEAVES_PER_PROGRESS_LINE = 1 << 18;

    @Mixin JsonOption json = new JsonOption();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "the log's folder (default: .sealpost/log)")
    @Nullable Path directory;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the log's public key (default: .sealpost/keys/log.vkey)")
    @Nullable Path keyFile;

    @Option(
            names = "--message",
            paramLabel = "ID",
            description = "also verify the proofs of this message")
    @Nullable UUID message;

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.find();
        Output output = json.output();
        NoteKey key = key(keyFile == null ? installation.logKey() : keyFile);
        Path log = directory == null ? installation.log() : directory;
        return switch (verify(installation, log, key, output)) {
            case VerificationResult.Broken broken -> broken(broken, output);
            case VerificationResult.Verified verified ->
                    verified(installation, key, verified.checkpoint(), output);
        };
    }

    private static NoteKey key(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "there is no public key of an audit log in %s; ./sealpost up makes the log and its key"
                            .formatted(file));
        }
        return NoteKey.parse(Files.readString(file).strip());
    }

    private static VerificationResult verify(
            Installation installation, Path log, NoteKey key, Output output) throws IOException {
        DirectoryTiles tiles = new DirectoryTiles(log);
        byte[] note = tiles.readCheckpoint().orElseThrow(() -> noCheckpoint(log));
        Path stored = storedCheckpoint(installation, key);
        Optional<Checkpoint> trusted =
                Files.exists(stored)
                        ? Optional.of(Checkpoint.open(Files.readAllBytes(stored), key))
                        : Optional.empty();
        LogVerifier verifier =
                new LogVerifier(tiles, key, trusted, leaves -> progress(leaves, output));
        VerificationResult result = verifier.verify(note);
        if (result instanceof VerificationResult.Verified) {
            Files.createDirectories(stored.getParent());
            Files.write(stored, note);
        }
        return result;
    }

    private static IllegalStateException noCheckpoint(Path log) {
        return new IllegalStateException(
                "there is no checkpoint of an audit log in %s; retention-audit writes one within seconds of ./sealpost up"
                        .formatted(log));
    }

    private static void progress(long leaves, Output output) {
        if (leaves % LEAVES_PER_PROGRESS_LINE == 0) {
            output.progress(leaves + " leaves are recomputed");
        }
    }

    private static Path storedCheckpoint(Installation installation, NoteKey key) {
        return installation.state().resolve("verified").resolve(key.hexId() + ".checkpoint");
    }

    private static int broken(VerificationResult.Broken broken, Output output) {
        output.print(
                "  NOT VERIFIED: %s (%s), first at leaf %d, file %s"
                        .formatted(
                                ResultText.of(broken.fault()),
                                broken.fault(),
                                broken.firstBadIndex(),
                                broken.where()));
        output.result(
                Map.of(
                        "verified", false,
                        "firstBadIndex", broken.firstBadIndex(),
                        "fault", broken.fault(),
                        "where", broken.where()));
        return 1;
    }

    private int verified(
            Installation installation, NoteKey key, Checkpoint checkpoint, Output output)
            throws IOException {
        output.print(
                "  verified: the log %s has %d leaves, and all are as it signed them"
                        .formatted(checkpoint.origin(), checkpoint.size()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("verified", true);
        result.put("size", checkpoint.size());
        boolean valid = message == null || proofs(installation, key, message, output, result);
        output.result(result);
        return valid ? 0 : 1;
    }

    private static boolean proofs(
            Installation installation,
            NoteKey key,
            UUID message,
            Output output,
            Map<String, Object> result)
            throws IOException {
        ProofFiles files = new ProofFiles(installation, message);
        files.fetch(new Platform(installation));
        List<Path> proofs = files.all();
        if (proofs.isEmpty()) {
            throw new IllegalStateException(
                    "there are no proofs of that message here, and retention-audit does not run; start it with ./sealpost up");
        }
        boolean valid = true;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LEAF", "RECORDS", "PROOF"));
        for (Path proof : proofs) {
            TlogProof parsed = TlogProof.parse(Files.readAllBytes(proof));
            ProofResult check = parsed.verifyOpening(key);
            rows.add(
                    List.of(
                            Long.toString(parsed.index()),
                            ResultText.of(parsed.opening().type()),
                            ResultText.of(check)));
            valid &= check == ProofResult.VALID;
        }
        output.table(rows);
        result.put("proofs", proofs.size());
        result.put("proofsValid", valid);
        return valid;
    }
}
