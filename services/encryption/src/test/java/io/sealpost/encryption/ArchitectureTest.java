package io.sealpost.encryption;

import io.sealpost.testing.ServiceRules;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("encryption");
    }
}
