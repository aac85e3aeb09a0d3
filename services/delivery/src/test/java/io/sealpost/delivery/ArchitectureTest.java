package io.sealpost.delivery;

import io.sealpost.testing.ServiceRules;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("delivery");
    }
}
