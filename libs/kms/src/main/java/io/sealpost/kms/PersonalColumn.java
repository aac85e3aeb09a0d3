package io.sealpost.kms;

import io.sealpost.seal.Canonical;

/** Where an encrypted personal value belongs; moved elsewhere it does not decrypt. */
public record PersonalColumn(String table, String column, String subjectKeyId) {
    byte[] associatedData() {
        return Canonical.labelled("sealpost/personal-column/v1")
                .text(table)
                .text(column)
                .text(subjectKeyId)
                .toArray();
    }
}
