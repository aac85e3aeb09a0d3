package io.sealpost.encryption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVICE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.sealpost.encryption");

    @Test
    void theDomainKnowsNoFrameworkNoBrokerAndNoDatabase() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "org.apache.kafka..",
                        "io.vertx..",
                        "io.smallrye..",
                        "org.hibernate..")
                .check(SERVICE);
    }

    @Test
    void theDomainKnowsNothingOfTheRest() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..messaging..", "..store..", "..api..", "..keys..", "..sealing..")
                .check(SERVICE);
    }

    @Test
    void onlyTheStoreReadsRows() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Row")
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
                        "io.sealpost.delivery..",
                        "io.sealpost.audit..")
                .check(SERVICE);
    }
}
