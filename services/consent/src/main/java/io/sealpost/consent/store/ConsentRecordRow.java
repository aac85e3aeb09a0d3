package io.sealpost.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** One version of a consent, for HTTP reads; only {@link LedgerStore} writes it. */
@Entity
@Immutable
@Table(name = "consent_record")
@IdClass(ConsentRecordRow.Key.class)
@NullUnmarked
class ConsentRecordRow {
    @Id String business;
    @Id String recipient;
    @Id String purpose;
    @Id String channel;
    @Id long version;
    byte[] hash;

    @Column(name = "subject_key_id")
    java.util.UUID subjectKeyId;

    byte[] canonical;

    /** The primary key. */
    record Key(String business, String recipient, String purpose, String channel, long version)
            implements Serializable {}
}
