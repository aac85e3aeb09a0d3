package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import picocli.CommandLine.Option;

/** {@code --json}, the same on every command. */
public final class JsonOption {
    @Option(names = "--json", description = "print the result as one line of JSON, last")
    boolean json;

    Output output() {
        return new Output(json);
    }
}
