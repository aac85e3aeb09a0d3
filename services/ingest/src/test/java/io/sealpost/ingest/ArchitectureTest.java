package io.sealpost.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVICE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.sealpost.ingest");

    @Test
    void theDomainIsPlainJavaOverIdsAndTheVocabularyOfReasonsAndLanes() {
        classes()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.sealpost.seal..",
                        "io.sealpost.ingest.domain..",
                        "io.sealpost.schemas..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("org.apache.avro.specific.SpecificRecord")
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
                        "io.sealpost.consent..",
                        "io.sealpost.encryption..",
                        "io.sealpost.delivery..",
                        "io.sealpost.audit..")
                .check(SERVICE);
    }
}
