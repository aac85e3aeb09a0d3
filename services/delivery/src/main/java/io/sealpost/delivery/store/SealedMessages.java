package io.sealpost.delivery.store;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages that were sealed to a device, which it may therefore acknowledge. */
public final class SealedMessages {

    /**
     * A message that was sealed to the device.
     *
     * @param envelope the hash of the envelope in its mailbox; null where the mailbox no longer has
     *     it
     * @param pushedAt null where it was not pushed, or where the mailbox no longer has it
     */
    public record SealedMessage(
            Lane lane, @Nullable Sha256 envelope, @Nullable Instant pushedAt, boolean delivered) {}

    private static final String FIND =
            """
            select a.id, coalesce(q.lane, s.lane) as lane, sha256(q.sealed) as envelope, q.pushed_at,
                   s.status = 'DELIVERED' as delivered
            from unnest($1::uuid[]) as a(id)
            join message s on s.id = a.id and s.id = any($1)
                          and s.business = $2 and s.recipient = $4 and $3 = any(s.sealed_to)
            left join mailbox q on q.message = a.id and q.device = $3
            """;

    private SealedMessages() {}

    /** Those of these messages that were sealed to this recipient's device. */
    public static Uni<Map<MessageId, SealedMessage>> find(
            SqlClient client,
            DeviceAddress address,
            RecipientId recipient,
            Set<MessageId> messages) {
        UUID[] ids = messages.stream().map(MessageId::value).toArray(UUID[]::new);
        Tuple values =
                Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addString(address.business().value())
                        .addString(address.device().value())
                        .addString(recipient.value());
        return client.preparedQuery(FIND)
                .execute(values)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> new MessageId(row.getUUID("id")),
                                                        SealedMessages::message)));
    }

    private static SealedMessage message(Row row) {
        var envelope = row.getBuffer("envelope");
        OffsetDateTime pushedAt = row.getOffsetDateTime("pushed_at");
        return new SealedMessage(
                Lane.valueOf(row.getString("lane")),
                envelope == null ? null : Sha256.from(envelope.getBytes()),
                pushedAt == null ? null : pushedAt.toInstant(),
                row.getBoolean("delivered"));
    }
}
