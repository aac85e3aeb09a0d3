package io.sealpost.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A subject, for HTTP reads; only {@link LedgerStore} writes it. */
@Entity
@Immutable
@Table(name = "subject")
@IdClass(SubjectRow.Key.class)
@NullUnmarked
class SubjectRow {
    @Id String business;
    @Id String recipient;
    boolean blocked;

    @Column(name = "withdrawn_at")
    OffsetDateTime withdrawnAt;

    /** The primary key. */
    record Key(String business, String recipient) implements Serializable {}
}
