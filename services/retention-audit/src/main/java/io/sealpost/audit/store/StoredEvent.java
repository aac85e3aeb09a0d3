package io.sealpost.audit.store;

import io.sealpost.audit.domain.Step;
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

/** A row of the timeline, for reading; the writer adds them in sets. */
@Entity
@Immutable
@Table(name = "event")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class StoredEvent {
    @Id UUID id;

    @Column(name = "message_id")
    UUID messageId;

    String business;
    @Nullable String recipient;
    String type;
    Instant at;

    @Column(name = "leaf_index")
    long leafIndex;

    byte[] detail;

    Step step() {
        return new Step(
                id,
                new MessageId(messageId),
                new BusinessId(business),
                recipient == null ? null : new RecipientId(recipient),
                LeafType.valueOf(type),
                at,
                detail);
    }
}
