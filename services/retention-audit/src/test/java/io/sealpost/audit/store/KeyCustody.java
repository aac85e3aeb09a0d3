package io.sealpost.audit.store;

import io.sealpost.audit.AuditConfig;
import io.sealpost.kms.Kek;
import io.vertx.mutiny.sqlclient.Pool;

/** The key store of someone who has the rows and this key-encryption key. */
public record KeyCustody(Pool pool, AuditConfig config, Kek kek) {

    public AuditKeyStore keyStore() {
        return new AuditKeyStore(pool, config, kek);
    }
}
