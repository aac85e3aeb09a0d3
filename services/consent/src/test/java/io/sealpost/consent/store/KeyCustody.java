package io.sealpost.consent.store;

import io.sealpost.kms.Kek;
import io.vertx.mutiny.sqlclient.Pool;

/** What whoever holds the rows and this key-encryption key can make of them. */
public record KeyCustody(Pool pool, Kek kek) {

    public SubjectKeyStore subjectKeys() {
        return new SubjectKeyStore(pool, kek, new RecipientIdKey(pool, kek));
    }
}
