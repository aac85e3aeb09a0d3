package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.SealTargets;
import io.sealpost.encryption.domain.SealTargets.SealTarget;
import io.sealpost.hop.Columns;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.XWingPublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads for a batch of messages: the devices to seal to, and which messages were decided before.
 */
@Singleton
public class SealingStore {
    private static final String TARGETS =
            """
            select l.business, l.recipient, l.version, l.hash,
                   d.device, d.prekey_suite, d.prekey_id, d.prekey_not_after, d.prekey
            from unnest($1::text[], $2::text[]) as q(business, recipient)
            join device_list l using (business, recipient)
            join device d using (business, recipient)
            where not d.revoked
            order by d.device
            """;

    private static final String DECIDED =
            "select id from handled where id = any($1) and id >= $2 and id <= $3";

    /** The devices of each recipient that has any. One query. */
    public Uni<Map<RecipientRef, SealTargets>> targets(
            SqlClient client, Set<RecipientRef> recipients) {
        if (recipients.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(TARGETS)
                .execute(
                        Columns.of(recipients)
                                .texts(ref -> ref.business().value())
                                .texts(ref -> ref.recipient().value())
                                .tuple())
                .map(
                        rows -> {
                            Map<RecipientRef, SealTargets> targets = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            targets.merge(
                                                    ref(row), targets(row), SealTargets::plus));
                            return targets;
                        });
    }

    /**
     * Those of the ids that were decided before.
     *
     * @param sorted as the database sorts UUIDs
     */
    public Uni<Set<UUID>> decided(SqlClient client, List<UUID> sorted) {
        if (sorted.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple values =
                Tuple.tuple()
                        .addArrayOfUUID(sorted.toArray(UUID[]::new))
                        .addUUID(sorted.getFirst())
                        .addUUID(sorted.getLast());
        return client.preparedQuery(DECIDED)
                .execute(values)
                .map(
                        rows -> {
                            List<UUID> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getUUID(0)));
                            return Set.copyOf(ids);
                        });
    }

    private static RecipientRef ref(Row row) {
        return new RecipientRef(
                new BusinessId(row.getString("business")),
                new RecipientId(row.getString("recipient")));
    }

    private static SealTargets targets(Row row) {
        SealTarget target =
                new SealTarget(
                        new DeviceId(row.getString("device")),
                        Suite.of(row.getInteger("prekey_suite")).orElseThrow(),
                        KeyId.of(row.getBuffer("prekey_id").getBytes()),
                        XWingPublicKey.of(row.getBuffer("prekey").getBytes()),
                        row.getOffsetDateTime("prekey_not_after").toInstant());
        Sha256 hash = Sha256.from(row.getBuffer("hash").getBytes());
        return new SealTargets(row.getLong("version"), hash, List.of(target));
    }
}
