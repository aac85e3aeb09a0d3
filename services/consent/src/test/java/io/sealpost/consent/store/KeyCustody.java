package io.sealpost.consent.store;

import io.sealpost.kms.Kek;
import io.vertx.mutiny.sqlclient.Pool;

/** Reads and makes keys with these rows and this key-encryption key. */
public record KeyCustody(Pool pool, Kek kek) {

    public SubjectKeyStore subjectKeys() {
        return new SubjectKeyStore(pool, kek, new RecipientIdKey(pool, kek));
    }
}
