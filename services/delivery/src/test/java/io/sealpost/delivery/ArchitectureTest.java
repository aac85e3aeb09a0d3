package io.sealpost.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealpost.testing.ServiceRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ServiceRules {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.sealpost.delivery");

    ArchitectureTest() {
        super("delivery");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.sealpost.delivery.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theStoreDependsOnTheDomainOnly() {
        noClasses()
                .that()
                .resideInAPackage("..delivery.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..delivery.steps..",
                        "..delivery.withdrawals..",
                        "..delivery.devices..",
                        "..delivery.session..",
                        "..delivery.push..",
                        "..delivery.socket..")
                .check(CLASSES);
    }

    @Test
    void theDomainDependsOnNoOtherPackage() {
        noClasses()
                .that()
                .resideInAPackage("..delivery.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..delivery.store..",
                        "..delivery.steps..",
                        "..delivery.withdrawals..",
                        "..delivery.devices..",
                        "..delivery.session..",
                        "..delivery.push..",
                        "..delivery.socket..")
                .check(CLASSES);
    }
}
