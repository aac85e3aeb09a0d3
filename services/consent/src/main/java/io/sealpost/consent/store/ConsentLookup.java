package io.sealpost.consent.store;

import io.sealpost.consent.domain.ConsentKey;
import io.sealpost.consent.domain.ConsentStatus;
import io.sealpost.consent.domain.EffectiveConsent;
import io.sealpost.consent.domain.EffectiveConsent.Blocked;
import io.sealpost.consent.domain.EffectiveConsent.Granted;
import io.sealpost.consent.domain.EffectiveConsent.Unknown;
import io.sealpost.consent.domain.EffectiveConsent.Withdrawn;
import io.sealpost.hop.Columns;
import io.sealpost.seal.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the consents that a batch of messages needs: one query, two index look-ups a consent. */
public final class ConsentLookup {
    private static final String FIND =
            """
            select number, coalesce(blocked, false) as blocked, newest.*
            from unnest($1::text[], $2::text[], $3::text[], $4::text[])
              with ordinality wanted(business, recipient, purpose, channel, number)
            left join subject using (business, recipient)
            left join lateral (
              select r.version, r.state, r.hash, r.valid_until from consent_record r
              where r.business = wanted.business and r.recipient = wanted.recipient
                and r.purpose = wanted.purpose and r.channel = wanted.channel
              order by r.version desc limit 1
            ) newest on true
            """;

    private ConsentLookup() {}

    /** The consent of every key. */
    public static Uni<Map<ConsentKey, EffectiveConsent>> find(
            SqlClient client, List<ConsentKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(FIND).execute(columns(keys)).map(rows -> consents(keys, rows));
    }

    private static Tuple columns(List<ConsentKey> keys) {
        return Columns.of(keys)
                .texts(key -> key.subject().business().value())
                .texts(key -> key.subject().recipient().value())
                .texts(key -> key.scope().purpose().value())
                .texts(key -> key.scope().channel().name())
                .tuple();
    }

    private static Map<ConsentKey, EffectiveConsent> consents(
            List<ConsentKey> keys, RowSet<Row> rows) {
        Map<ConsentKey, EffectiveConsent> consents = HashMap.newHashMap(keys.size());
        for (Row row : rows) {
            consents.put(keys.get(row.getLong("number").intValue() - 1), consent(row));
        }
        return consents;
    }

    private static EffectiveConsent consent(Row row) {
        if (row.getBoolean("blocked")) {
            return new Blocked();
        }
        String state = row.getString("state");
        if (state == null) {
            return new Unknown();
        }
        return switch (state) {
            case ConsentStatus.Granted.SYMBOL -> granted(row);
            case ConsentStatus.Withdrawn.SYMBOL -> new Withdrawn();
            default -> throw new IllegalStateException("no consent status " + state);
        };
    }

    private static EffectiveConsent granted(Row row) {
        OffsetDateTime validUntil = row.getOffsetDateTime("valid_until");
        return new Granted(
                Sha256.from(row.getBuffer("hash").getBytes()),
                row.getLong("version"),
                validUntil == null ? null : validUntil.toInstant());
    }
}
