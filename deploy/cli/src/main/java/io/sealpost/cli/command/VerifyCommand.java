package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
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

/** Verifies the audit log as an outsider would: from its files and its public key alone. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recompute the audit log from its tiles, checkpoint and public key; nothing need run.",
            "The checkpoint is remembered: a log that is later cut back or rewritten is found.",
            "With --message also that each step of one message is in the log; its proofs are fetched from",
            "retention-audit where it runs and kept, so that they verify later with everything stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost verify",
            "  ./sealpost verify --message 0199d1a2-…",
            "  ./sealpost verify --dir /mnt/copy/log --key log.vkey"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Option(
            names = "--dir",
            paramLabel = "TILES",
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
            description = "verify the proofs of one message, too")
    @Nullable UUID message;

    @Override
    public Integer call() throws IOException {
        Home home = Home.find();
        Output output = json.output();
        NoteKey key = key(keyFile == null ? home.logKey() : keyFile);
        Path log = directory == null ? home.log() : directory;
        return switch (verify(home, log, key, output)) {
            case VerificationResult.Broken broken -> broken(broken, output);
            case VerificationResult.Verified verified -> verified(home, key, verified.checkpoint(), output);
        };
    }

    private static NoteKey key(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "there is no audit log to verify yet: no public key in "
                            + file
                            + "; ./sealpost up makes both");
        }
        return NoteKey.parse(Files.readString(file).strip());
    }

    private static VerificationResult verify(Home home, Path log, NoteKey key, Output output)
            throws IOException {
        DirectoryTiles tiles = new DirectoryTiles(log);
        byte[] note =
                tiles.readCheckpoint()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "there is no audit log to verify yet: no checkpoint in "
                                                        + log));
        Path remembered = remembered(home, key);
        Optional<Checkpoint> trusted =
                Files.exists(remembered)
                        ? Optional.of(Checkpoint.open(Files.readAllBytes(remembered), key))
                        : Optional.empty();
        LogVerifier verifier =
                new LogVerifier(tiles, key, trusted, leaves -> progress(leaves, output));
        VerificationResult verdict = verifier.verify(note);
        if (verdict instanceof VerificationResult.Verified) {
            Files.createDirectories(remembered.getParent());
            Files.write(remembered, note);
        }
        return verdict;
    }

    private static void progress(long leaves, Output output) {
        if (leaves % (1 << 18) == 0) {
            output.progress(leaves + " leaves recomputed");
        }
    }

    private static Path remembered(Home home, NoteKey key) {
        return home.state().resolve("verified").resolve(key.hexId() + ".checkpoint");
    }

    private static int broken(VerificationResult.Broken broken, Output output) {
        output.say(
                "  BROKEN at leaf %d: %s in %s"
                        .formatted(broken.firstBadIndex(), broken.fault(), broken.where()));
        output.result(
                Map.of(
                        "verified", false,
                        "firstBadIndex", broken.firstBadIndex(),
                        "fault", broken.fault(),
                        "where", broken.where()));
        return 1;
    }

    private int verified(Home home, NoteKey key, Checkpoint checkpoint, Output output)
            throws IOException {
        output.say("  verified: %d leaves of %s".formatted(checkpoint.size(), checkpoint.origin()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("verified", true);
        result.put("size", checkpoint.size());
        boolean sound = message == null || proofs(home, key, message, output, result);
        output.result(result);
        return sound ? 0 : 1;
    }

    private static boolean proofs(
            Home home, NoteKey key, UUID message, Output output, Map<String, Object> result)
            throws IOException {
        ProofFiles files = new ProofFiles(home, message);
        files.fetch(new Platform(home));
        List<Path> proofs = files.all();
        if (proofs.isEmpty()) {
            throw new IllegalStateException(
                    "no proofs of that message are kept here, and retention-audit does not answer");
        }
        boolean sound = true;
        for (Path proof : proofs) {
            TlogProof parsed = TlogProof.parse(Files.readAllBytes(proof));
            ProofResult check = parsed.verifyOpening(key);
            output.say(
                    "  leaf %-8d %-10s %s"
                            .formatted(parsed.index(), parsed.opening().type(), check));
            sound &= check == ProofResult.VALID;
        }
        result.put("proofs", proofs.size());
        result.put("proofsValid", sound);
        return sound;
    }
}
