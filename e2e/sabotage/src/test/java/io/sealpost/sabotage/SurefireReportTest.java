package io.sealpost.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurefireReportTest {
    private static final Mutation MUTATION =
            new Mutation(Path.of("m"), Path.of("A.java"), "x", "", "ATest#fails");

    @Test
    void passedFailedAndSkippedAreDistinguished(@TempDir Path folder) throws IOException {
        SurefireReport report =
                read(
                        folder,
                        """
                        <testcase name="passes" classname="a.b.ATest"/>
                        <testcase name="fails" classname="a.b.ATest"><failure/></testcase>
                        <testcase name="breaks" classname="a.b.ATest$Inner"><error/></testcase>
                        <testcase name="waits" classname="a.b.ATest"><skipped/></testcase>
                        """);

        assertThat(report.green()).containsExactly("ATest#passes");
        assertThat(report.red()).containsExactlyInAnyOrder("ATest#fails", "Inner#breaks");
        assertThat(report.skipped()).containsExactly("ATest#waits");
        assertThat(report.isRed(MUTATION)).isTrue();
    }

    @Test
    void aParameterisedTestIsRedWhenOneOfItsRunsIs(@TempDir Path folder) throws IOException {
        SurefireReport report =
                read(
                        folder,
                        """
                        <testcase name="fails(String)[1]" classname="ATest"/>
                        <testcase name="fails(String)[2]" classname="ATest"><failure/></testcase>
                        """);

        assertThat(report.green()).isEmpty();
        assertThat(report.isRed(MUTATION)).isTrue();
    }

    @Test
    void aClassThatFailsBeforeItsTestsIsRed(@TempDir Path folder) throws IOException {
        assertThat(
                        read(
                                        folder,
                                        "<testcase name=\"\" classname=\"a.ATest\"><error/></testcase>")
                                .isRed(MUTATION))
                .isTrue();
    }

    @Test
    void aBuildThatStoppedBeforeItsTestsIsNotRed(@TempDir Path folder) throws IOException {
        SurefireReport report = SurefireReport.read(folder.resolve("missing"));

        assertThat(report.isRed(MUTATION)).isFalse();
        assertThat(report.green()).isEmpty();
    }

    private static SurefireReport read(Path folder, String cases) throws IOException {
        Files.writeString(
                folder.resolve("TEST-a.xml"), "<testsuite>" + cases.strip() + "</testsuite>");
        return SurefireReport.read(folder);
    }
}
