package io.sealpost.consent.store;

import io.sealpost.consent.domain.ConsentState;
import io.sealpost.consent.domain.ConsentState.Blocked;
import io.sealpost.consent.domain.ConsentState.Granted;
import io.sealpost.consent.domain.ConsentState.Unknown;
import io.sealpost.consent.domain.ConsentState.Withdrawn;
import io.sealpost.consent.domain.Question;
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
import org.jspecify.annotations.Nullable;

/** What is on record for a batch of questions: one query, two index look-ups a question. */
public final class ConsentStates {
    private static final String FIND =
            """
            select number, coalesce(blocked, false) as blocked, newest.*
            from unnest($1::text[], $2::text[], $3::text[], $4::text[])
              with ordinality asked(business, recipient, purpose, channel, number)
            left join subject using (business, recipient)
            left join lateral (
              select r.version, r.state, r.hash, r.valid_until from consent_record r
              where r.business = asked.business and r.recipient = asked.recipient
                and r.purpose = asked.purpose and r.channel = asked.channel
              order by r.version desc limit 1
            ) newest on true
            """;

    private ConsentStates() {}

    /** A state for every question. */
    public static Uni<Map<Question, ConsentState>> find(SqlClient client, List<Question> asked) {
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(FIND).execute(columns(asked)).map(rows -> states(asked, rows));
    }

    private static Tuple columns(List<Question> asked) {
        return Columns.of(asked)
                .texts(question -> question.subject().business().value())
                .texts(question -> question.subject().recipient().value())
                .texts(question -> question.scope().purpose().value())
                .texts(question -> question.scope().channel().name())
                .tuple();
    }

    private static Map<Question, ConsentState> states(List<Question> asked, RowSet<Row> rows) {
        Map<Question, ConsentState> states = HashMap.newHashMap(asked.size());
        for (Row row : rows) {
            states.put(asked.get(row.getLong("number").intValue() - 1), state(row));
        }
        return states;
    }

    private static ConsentState state(Row row) {
        if (row.getBoolean("blocked")) {
            return new Blocked();
        }
        return switch (orEmpty(row.getString("state"))) {
            case "GRANTED" -> granted(row);
            case "WITHDRAWN" -> new Withdrawn();
            default -> new Unknown();
        };
    }

    private static ConsentState granted(Row row) {
        OffsetDateTime validUntil = row.getOffsetDateTime("valid_until");
        return new Granted(
                Sha256.from(row.getBuffer("hash").getBytes()),
                row.getLong("version"),
                validUntil == null ? null : validUntil.toInstant());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
