package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sealpost demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Send messages to recipients who agreed and to some who did not, and verify the result from outside.",
            "Starts what does not run, adds a business, enrols recipients' devices in processes of their own,",
            "records consent for four of five, and publishes messages with Kafka's own producer.",
            "Then verifies the files that producer and devices wrote, the topics and the audit log.",
            "Exit code 0 if every message ended as its recipient's consent requires and the log proves each step."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost demo",
            "  ./sealpost demo --messages 2000 --recipients 100 --out /tmp/run --json",
            "",
            "Fields of --json: sent, accepted, rejected, refused, delivered: numbers of messages;",
            "decrypted: opened by every device of the recipient; mismatched: opened with other bytes;",
            "terminalDuplicates: ended more than once; auditLeaves, auditVerified: steps that the log proves,",
            "and whether the whole log verifies; seconds; p50Ms, p99Ms: from ingest's decision to DELIVERED."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--messages",
            defaultValue = "300",
            description = "number of messages (default: 300)")
    int messages;

    @Option(
            names = "--recipients",
            defaultValue = "60",
            description = "number of recipients (default: 60)")
    int recipients;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description = "send the lines of this file instead of the built-in texts")
    @Nullable Path corpus;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for sent.jsonl and opened-*.jsonl (default: .sealpost/demo)")
    @Nullable Path out;

    @Option(
            names = "--business",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "the business that sends; it is added if necessary (default: demo)")
    String business = "demo";

    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    @Override
    public Integer call() throws IOException {
        if (messages < 1 || recipients < 1) {
            throw new IllegalArgumentException(
                    "--messages and --recipients must each be at least 1");
        }
        Platform platform = new Platform(Installation.find());
        Path folder =
                out == null
                        ? platform.installation().state().resolve("demo")
                        : out.toAbsolutePath();
        Demo demo = new Demo(platform, business, folder, new Output(json));
        return demo.run(messages, recipients, MessageTexts.load(corpus)) ? 0 : 1;
    }
}
