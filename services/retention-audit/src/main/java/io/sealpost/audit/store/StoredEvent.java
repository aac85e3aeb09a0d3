package io.sealpost.audit.store;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the timeline, for reads over HTTP. {@link EventRows} writes them. */
@Entity
@Immutable
@Table(name = "event")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class StoredEvent {
    @Id UUID id;

    @Column(name = "message_id")
    UUID messageId;

    String business;
    @Nullable String recipient;

    /** {@link LeafType#code}. */
    short type;

    Instant at;

    @Column(name = "leaf_index")
    long leafIndex;

    byte[] detail;

    AuditStep step() {
        return new AuditStep(
                id,
                new MessageId(messageId),
                new BusinessId(business),
                recipient == null ? null : new RecipientId(recipient),
                LeafType.of(type),
                at,
                detail);
    }
}
