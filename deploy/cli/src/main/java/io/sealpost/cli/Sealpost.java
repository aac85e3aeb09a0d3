package io.sealpost.cli;

import io.sealpost.cli.command.BenchCommand;
import io.sealpost.cli.command.BusinessCommand;
import io.sealpost.cli.command.ConsentCommands;
import io.sealpost.cli.command.DeviceCommand;
import io.sealpost.cli.command.DoctorCommand;
import io.sealpost.cli.command.DownCommand;
import io.sealpost.cli.command.RecipientCommand;
import io.sealpost.cli.command.SendCommand;
import io.sealpost.cli.command.StatusCommand;
import io.sealpost.cli.command.UpCommand;
import io.sealpost.cli.command.VerifyCommand;
import io.sealpost.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./sealpost}. */
@Command(
        name = "sealpost",
        description = "Self-hosted business messaging: consented, sealed end to end, provable.",
        mixinStandardHelpOptions = true,
        version = "Sealpost 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            DemoCommand.class,
            BusinessCommand.class,
            RecipientCommand.class,
            DeviceCommand.class,
            ConsentCommands.class,
            SendCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
        },
        footer = {
            "",
            "Start with:",
            "  ./sealpost up                  start everything on this machine",
            "  ./sealpost demo                send messages to recipients who agreed and to some who did not",
            "  ./sealpost COMMAND --help      what a command does, with examples",
            "",
            "Everything is stored in .sealpost, or in the folder that SEALPOST_STATE names.",
            "Exit codes: 0 done, 1 failed (the reason is printed), 2 a wrong command line."
        })
public final class Sealpost {
    private static final int HELP_WIDTH = 120;

    private Sealpost() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Sealpost());
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command));
        return line;
    }

    private static int fail(Exception failure, CommandLine command) {
        command.getErr().println("sealpost: " + FailureText.of(failure));
        if (System.getenv("SEALPOST_TRACE") != null) {
            failure.printStackTrace(command.getErr());
        }
        return 1;
    }
}
