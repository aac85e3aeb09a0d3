package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.hop.Columns;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads the directories of recipients, set-based. */
@Singleton
public class DirectoryStore {
    // An advisory lock on the name, not on a row: a command may name a recipient that does not
    // exist, and is refused without leaving a row.
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(name) from (
              select hashtextextended(business || '/' || recipient, 0) as name
              from unnest($1::text[], $2::text[]) as q(business, recipient) order by 1
            ) as sorted
            """;
    private static final String LISTS =
            """
            select l.business, l.recipient, version, previous_hash, issued_at, signer, signature
            from device_list l join unnest($1::text[], $2::text[]) as q(business, recipient)
              on l.business = q.business and l.recipient = q.recipient
            order by l.business, l.recipient
            """;
    private static final String DEVICES =
            """
            select d.* from device d join unnest($1::text[], $2::text[]) as q(business, recipient)
            using (business, recipient)
            """;
    private static final String TICKETS =
            """
            select t.* from ticket t join unnest($1::text[], $2::text[]) as q(business, recipient)
            using (business, recipient)
            """;

    /** Each recipient's directory, locked until the transaction ends; unknown ones are empty. */
    public Uni<Map<RecipientRef, RecipientDirectory>> lock(
            SqlConnection transaction,
            Collection<RecipientRef> refs,
            Map<BusinessId, SigningKey> gatewayKeys) {
        List<RecipientRef> sorted = refs.stream().sorted().toList();
        return transaction
                .preparedQuery(LOCK)
                .execute(keys(sorted))
                .chain(() -> read(transaction, sorted, gatewayKeys));
    }

    /** One recipient's directory, without a lock and without the gateway key. */
    public Uni<RecipientDirectory> read(SqlClient client, RecipientRef ref) {
        return read(client, List.of(ref), Map.of()).map(read -> read.get(ref));
    }

    private static Uni<Map<RecipientRef, RecipientDirectory>> read(
            SqlClient client, List<RecipientRef> refs, Map<BusinessId, SigningKey> gatewayKeys) {
        DirectoryRows rows = new DirectoryRows(refs);
        return client.preparedQuery(LISTS)
                .execute(keys(refs))
                .invoke(found -> found.forEach(rows::list))
                .chain(() -> client.preparedQuery(DEVICES).execute(keys(refs)))
                .invoke(found -> found.forEach(rows::device))
                .chain(() -> client.preparedQuery(TICKETS).execute(keys(refs)))
                .invoke(found -> found.forEach(rows::ticket))
                .map(found -> rows.directories(gatewayKeys));
    }

    private static Tuple keys(List<RecipientRef> refs) {
        return Columns.of(refs)
                .texts(ref -> ref.business().value())
                .texts(ref -> ref.recipient().value())
                .tuple();
    }
}
