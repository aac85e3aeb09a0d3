package io.sealpost.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.kms.Kek;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** New keys and folders for a test run: the KEK, the token issuer's and the log's. */
public final class AuditParts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Path folder = TestState.folder("audit");
        Map<String, String> config = new HashMap<>(TestIssuer.in(folder));
        config.put("sealpost.kek.uri", Kek.create(folder.resolve("kek.json")));
        config.put("sealpost.audit.keys", folder.resolve("keys").toString());
        config.put("sealpost.audit.directory", folder.resolve("log").toString());
        return config;
    }

    @Override
    public void stop() {}
}
