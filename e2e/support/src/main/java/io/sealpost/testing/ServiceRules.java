package io.sealpost.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules for the packages of every service: {@code domain} depends on nothing else, SQL is in {@code
 * store}, and no service depends on another.
 */
public abstract class ServiceRules {
    private static final String[] SERVICES = {
        "ingest", "consent", "encryption", "delivery", "audit"
    };

    private final String service;
    private final JavaClasses classes;

    /**
     * @param service the last part of its package, {@code io.sealpost.<service>}
     */
    protected ServiceRules(String service) {
        this.service = service;
        this.classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.sealpost." + service);
    }

    @Test
    void theDomainIsPlainJava() {
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
                .check(classes);
    }

    @Test
    void theDomainDependsOnNoOtherPackage() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..messaging..", "..store..", "..api..")
                .check(classes);
    }

    @Test
    void theStoreDependsOnNeitherMessagingNorTheApi() {
        noClasses()
                .that()
                .resideInAPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sealpost." + service + ".messaging..",
                        "io.sealpost." + service + ".api..")
                .check(classes);
    }

    @Test
    void onlyTheStoreReadsRows() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Row")
                .check(classes);
    }

    @Test
    void noServiceDependsOnAnother() {
        String[] others =
                Stream.of(SERVICES)
                        .filter(other -> !other.equals(service))
                        .map(other -> "io.sealpost." + other + "..")
                        .toArray(String[]::new);
        noClasses().should().dependOnClassesThat().resideInAnyPackage(others).check(classes);
    }
}
