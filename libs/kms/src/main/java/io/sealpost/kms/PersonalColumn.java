package io.sealpost.kms;

import io.sealpost.seal.Canonical;

/**
 * The place of an encrypted personal value. A value that is moved to another place does not
 * decrypt.
 */
public record PersonalColumn(String table, String column, String subjectKeyId) {
    byte[] associatedData() {
        return Canonical.labelled("sealpost/personal-column/v1")
                .text(table)
                .text(column)
                .text(subjectKeyId)
                .toArray();
    }
}
