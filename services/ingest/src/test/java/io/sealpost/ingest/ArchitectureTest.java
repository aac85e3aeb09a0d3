package io.sealpost.ingest;

import io.sealpost.testing.ServiceRules;

class ArchitectureTest extends ServiceRules {
    ArchitectureTest() {
        super("ingest");
    }
}
