package io.sealpost.audit.store;

import io.sealpost.audit.AuditConfig;
import io.sealpost.kms.Kek;
import io.vertx.mutiny.sqlclient.Pool;

/** What whoever holds the rows and this key-encryption key can make of them. */
public record KeyCustody(Pool pool, AuditConfig config, Kek kek) {

    public SubjectKeys subjectKeys() {
        return new SubjectKeys(pool, config, kek);
    }
}
