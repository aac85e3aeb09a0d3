package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Home;
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
            "Run the main job from end to end and recount it from outside.",
            "Starts what is not running, adds a business, enrols recipients' devices in processes of their own, grants",
            "consent to four of five, publishes messages with a plain Kafka producer and lets the devices open them.",
            "Then recounts everything from the files of producer and devices and from the topics.",
            "Exit code 0 only if every message ended as consent asks and the audit log proves each step."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost demo",
            "  ./sealpost demo --messages 2000 --recipients 100 --out /tmp/run --json"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--messages",
            defaultValue = "300",
            description = "how many messages (default: 300)")
    int messages;

    @Option(
            names = "--recipients",
            defaultValue = "60",
            description = "how many recipients (default: 60)")
    int recipients;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description = "send the lines of this file instead of the built-in ones")
    @Nullable Path corpus;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where sent.jsonl and opened-*.jsonl go (default: .sealpost/demo)")
    @Nullable Path out;

    @Option(
            names = "--business",
            defaultValue = "demo",
            description = "the business that sends (default: demo)")
    String business = "demo";

    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    @Override
    public Integer call() throws IOException {
        if (messages < 1 || recipients < 1) {
            throw new IllegalArgumentException(
                    "a demo needs at least one message and one recipient");
        }
        Platform platform = new Platform(Home.find());
        Path folder = out == null ? platform.home().state().resolve("demo") : out.toAbsolutePath();
        Demo demo = new Demo(platform, business, folder, new Output(json));
        return demo.run(messages, recipients, Corpus.load(corpus)) ? 0 : 1;
    }
}
