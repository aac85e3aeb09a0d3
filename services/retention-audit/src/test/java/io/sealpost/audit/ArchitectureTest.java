package io.sealpost.audit;

import io.sealpost.testing.ServiceRules;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("audit");
    }
}
