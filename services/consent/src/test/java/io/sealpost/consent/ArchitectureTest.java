package io.sealpost.consent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sealpost.consent.api.RecipientResource;
import io.sealpost.testing.ServiceRules;
import io.smallrye.common.annotation.Blocking;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("consent");
    }

    @Test
    void addressesAreNotParsedOnAnEventLoop() {
        methods()
                .that()
                .haveName("resolve")
                .should()
                .beAnnotatedWith(Blocking.class)
                .check(new ClassFileImporter().importClasses(RecipientResource.class));
    }
}
