package io.sealpost.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A version of a consent, as it is read for whoever asks; written by {@link LedgerStore} only. */
@Entity
@Immutable
@Table(name = "consent_record")
@IdClass(RecordRow.Key.class)
@NullUnmarked
class RecordRow {
    @Id String business;
    @Id String recipient;
    @Id String purpose;
    @Id String channel;
    @Id long version;
    byte[] hash;

    @Column(name = "subject_key_id")
    java.util.UUID subjectKeyId;

    byte[] canonical;

    /** What names a version. */
    record Key(String business, String recipient, String purpose, String channel, long version)
            implements Serializable {}
}
