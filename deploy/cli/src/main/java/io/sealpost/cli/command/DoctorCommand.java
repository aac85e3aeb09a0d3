package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Doctor;
import io.sealpost.cli.local.Installation;
import io.sealpost.cli.local.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sealpost doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Check the machine and the state folder for what prevents Sealpost from running, and show the cure.",
            "Changes nothing. Exit code 1 if a check fails."
        },
        footer = {
            "",
            "Examples:",
            "  ./sealpost doctor",
            "  ./sealpost doctor --json",
            "",
            "Fields of --json: well (whether no check failed), and findings: check, well, cure of each."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Output output = json.output();
        List<Doctor.Finding> findings = new Doctor(new Platform(Installation.locate())).examine();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHECK", "RESULT", "CURE"));
        findings.forEach(
                finding ->
                        rows.add(
                                List.of(
                                        finding.check(),
                                        finding.well() ? "ok" : "FAILED",
                                        finding.cure())));
        output.table(rows);
        long failed = findings.stream().filter(finding -> !finding.well()).count();
        output.print(
                failed == 0
                        ? "\n  no check failed"
                        : "\n  %d of %d checks failed".formatted(failed, findings.size()));
        output.result(Map.of("well", failed == 0, "findings", findings));
        return failed == 0 ? 0 : 1;
    }
}
