package io.sealpost.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVICE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.sealpost.audit");

    @Test
    void theDomainKnowsNoFrameworkNoWireAndNoDatabase() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "org.apache..",
                        "io.vertx..",
                        "io.smallrye..",
                        "org.hibernate..",
                        "io.sealpost.schemas..",
                        "io.sealpost.hop..")
                .check(SERVICE);
    }

    @Test
    void theDomainKnowsNothingOfTheRest() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..messaging..", "..store..", "..publishing..", "..api..")
                .check(SERVICE);
    }

    @Test
    void onlyTheStoreSpeaksToTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.mutiny.sqlclient..", "org.hibernate..")
                .check(SERVICE);
    }

    @Test
    void thisServiceDependsOnNoOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sealpost.ingest..",
                        "io.sealpost.consent..",
                        "io.sealpost.encryption..",
                        "io.sealpost.delivery..")
                .check(SERVICE);
    }
}
