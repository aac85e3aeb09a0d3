package io.sealpost.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.sealpost.delivery");

    @Test
    void theDomainIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage("..delivery.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theDomainKnowsNothingAroundIt() {
        noClasses()
                .that()
                .resideInAPackage("..delivery.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..delivery.store..", "..delivery.messaging..", "..delivery.api..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..delivery.store..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Tuple")
                .check(CLASSES);
    }

    @Test
    void theStoreKnowsOnlyTheDomain() {
        noClasses()
                .that()
                .resideInAPackage("..delivery.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..delivery.messaging..", "..delivery.api..")
                .check(CLASSES);
    }
}
