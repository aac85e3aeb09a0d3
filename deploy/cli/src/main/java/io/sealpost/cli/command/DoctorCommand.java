package io.sealpost.cli.command;

import io.sealpost.cli.Output;
import io.sealpost.cli.local.Doctor;
import io.sealpost.cli.local.Home;
import io.sealpost.cli.local.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What could keep Sealpost from running here, each with its cure. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Look for what could keep Sealpost from running here, and say how to cure it.",
        footer = {"", "Example:", "  ./sealpost doctor"})
public final class DoctorCommand implements Callable<Integer> {
    @Mixin JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Output output = json.output();
        List<Doctor.Finding> findings = new Doctor(new Platform(Home.find())).examine();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHECK", "", "CURE"));
        findings.forEach(
                finding ->
                        rows.add(
                                List.of(
                                        finding.check(),
                                        finding.well() ? "ok" : "NOT OK",
                                        finding.cure())));
        output.table(rows);
        boolean well = findings.stream().allMatch(Doctor.Finding::well);
        output.result(Map.of("well", well, "findings", findings));
        return well ? 0 : 1;
    }
}
