package io.sealpost.consent;

import io.sealpost.testing.ServiceRules;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("consent");
    }
}
