package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.Directory;
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

/** Reads the directory of recipients; set-based, whatever their number. */
@Singleton
public class DirectoryStore {
    // A name, not a row: anyone may name a recipient who does not exist, and is refused without a
    // trace here.
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

    /** The state of each, locked until the transaction ends; those not known yet are empty. */
    public Uni<Map<RecipientRef, Directory>> lock(
            SqlConnection transaction,
            Collection<RecipientRef> refs,
            Map<BusinessId, SigningKey> gatewayKeys) {
        List<RecipientRef> sorted = refs.stream().sorted().toList();
        return transaction
                .preparedQuery(LOCK)
                .execute(keys(sorted))
                .chain(() -> read(transaction, sorted, gatewayKeys));
    }

    /** The state of one, as it is now. */
    public Uni<Directory> read(SqlClient client, RecipientRef ref) {
        return read(client, List.of(ref), Map.of()).map(read -> read.get(ref));
    }

    private static Uni<Map<RecipientRef, Directory>> read(
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
