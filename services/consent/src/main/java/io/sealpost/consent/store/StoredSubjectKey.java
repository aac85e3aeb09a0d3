package io.sealpost.consent.store;

import io.sealpost.kms.PersonalColumn;
import io.sealpost.kms.SubjectKey;
import java.util.Optional;
import java.util.UUID;

/** A subject's key with the id of its row, which each value encrypted under it is bound to. */
public record StoredSubjectKey(UUID id, SubjectKey key) {

    byte[] encrypt(String table, String column, byte[] value) {
        return key.encrypt(column(table, column), value);
    }

    Optional<byte[]> decrypt(String table, String column, byte[] value) {
        return key.decrypt(column(table, column), value);
    }

    private PersonalColumn column(String table, String column) {
        return new PersonalColumn(table, column, id.toString());
    }
}
