package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.EnrolledDevice;
import io.sealpost.encryption.domain.IssuedTicket;
import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.hop.Columns;
import io.sealpost.hop.Write;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that store the directories a batch changed, set-based. Every row of a changed
 * directory is passed; a row with the same values is left as it is.
 */
@Singleton
public class DirectoryChanges {
    private static final String SAVE_LISTS =
            """
            insert into device_list as known
                (business, recipient, version, previous_hash, hash, issued_at, signer, signature)
            select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::bytea[],
                $6::timestamptz[], $7::text[], $8::bytea[])
            on conflict (business, recipient) do update set
                version = excluded.version, previous_hash = excluded.previous_hash,
                hash = excluded.hash, issued_at = excluded.issued_at, signer = excluded.signer,
                signature = excluded.signature
            where known.version <> excluded.version
            """;
    private static final String SAVE_DEVICES =
            """
            insert into device as known (business, recipient, device, identity_key, suites, ticket, mac,
                prekey_suite, prekey_id, prekey_not_after, prekey, prekey_signature)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[],
                $6::text[], $7::bytea[], $8::bigint[], $9::bytea[], $10::timestamptz[],
                $11::bytea[], $12::bytea[])
            on conflict (business, recipient, device) do update set
                prekey_suite = excluded.prekey_suite, prekey_id = excluded.prekey_id,
                prekey_not_after = excluded.prekey_not_after, prekey = excluded.prekey,
                prekey_signature = excluded.prekey_signature
            where (known.prekey_id, known.prekey_not_after, known.prekey_signature)
                <> (excluded.prekey_id, excluded.prekey_not_after, excluded.prekey_signature)
            """;
    private static final String REVOKE =
            """
            update device d set revoked = true
            from unnest($1::text[], $2::text[], $3::text[]) as q(business, recipient, device)
            where d.business = q.business and d.recipient = q.recipient and d.device = q.device
              and not d.revoked
            """;
    private static final String DELETE_TICKETS =
            """
            delete from ticket t using unnest($1::text[], $2::text[]) as q(business, recipient)
            where t.business = q.business and t.recipient = q.recipient
              and (t.business, t.recipient, t.ticket) not in
                (select * from unnest($3::text[], $4::text[], $5::text[]))
            """;
    private static final String SAVE_TICKETS =
            """
            insert into ticket as known (business, recipient, ticket, expires_at, redeem_hash, used_by)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[],
                $5::bytea[], $6::text[])
            on conflict (business, recipient, ticket) do update set
                expires_at = excluded.expires_at, redeem_hash = excluded.redeem_hash,
                used_by = excluded.used_by
            where (known.expires_at, known.redeem_hash, known.used_by)
                is distinct from (excluded.expires_at, excluded.redeem_hash, excluded.used_by)
            """;

    private record DeviceRow(RecipientRef owner, Device device, EnrolledDevice enrolled) {}

    private record RevokedRow(RecipientRef owner, DeviceId device) {}

    private record TicketRow(RecipientRef owner, TicketId id, IssuedTicket ticket) {}

    /** For directories that {@link DirectoryStore#lock} has locked. */
    public List<Write> writes(Collection<RecipientDirectory> changed) {
        return List.of(
                new Write(DELETE_TICKETS, kept(changed)),
                new Write(SAVE_TICKETS, tickets(changed)),
                new Write(SAVE_LISTS, lists(changed)),
                new Write(SAVE_DEVICES, devices(changed)),
                new Write(REVOKE, revoked(changed)));
    }

    private static Tuple lists(Collection<RecipientDirectory> changed) {
        List<SignedDeviceList> rows =
                changed.stream().map(RecipientDirectory::signed).filter(Objects::nonNull).toList();
        return Columns.of(rows)
                .texts(row -> row.list().business().value())
                .texts(row -> row.list().recipient().value())
                .longs(row -> row.list().version())
                .bytes(row -> previous(row.list()))
                .bytes(row -> row.list().hash().toArray())
                .times(row -> row.list().issuedAt())
                .texts(row -> row.signer().name())
                .bytes(row -> row.signature().toArray())
                .tuple();
    }

    private static byte @Nullable [] previous(DeviceList list) {
        var previous = list.previous();
        return previous == null ? null : previous.toArray();
    }

    private static Tuple devices(Collection<RecipientDirectory> changed) {
        List<DeviceRow> rows = changed.stream().flatMap(DirectoryChanges::devices).toList();
        return Columns.of(rows)
                .texts(row -> row.owner().business().value())
                .texts(row -> row.owner().recipient().value())
                .texts(row -> row.device().id().value())
                .bytes(row -> row.device().identityKey().bytes().toArray())
                .bytes(row -> suites(row.device()))
                .texts(row -> row.enrolled().ticket().value())
                .bytes(row -> row.enrolled().mac().toArray())
                .longs(row -> (long) row.enrolled().lastResort().prekey().suite().code())
                .bytes(row -> row.enrolled().lastResort().prekey().keyId().bytes().toArray())
                .times(row -> row.enrolled().lastResort().prekey().notAfter())
                .bytes(row -> row.enrolled().lastResort().prekey().publicKey().bytes().toArray())
                .bytes(row -> row.enrolled().lastResort().signature().toArray())
                .tuple();
    }

    private static Stream<DeviceRow> devices(RecipientDirectory directory) {
        return directory.list().stream()
                .flatMap(list -> list.devices().stream())
                .map(
                        device ->
                                new DeviceRow(
                                        directory.owner(),
                                        device,
                                        Objects.requireNonNull(
                                                directory.enrolled().get(device.id()))));
    }

    private static byte[] suites(Device device) {
        byte[] codes = new byte[device.suites().size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = device.suites().get(i).byteValue();
        }
        return codes;
    }

    private static Tuple revoked(Collection<RecipientDirectory> changed) {
        List<RevokedRow> rows =
                changed.stream()
                        .flatMap(
                                directory ->
                                        directory.list().stream()
                                                .flatMap(list -> list.revoked().stream())
                                                .map(id -> new RevokedRow(directory.owner(), id)))
                        .toList();
        return Columns.of(rows)
                .texts(row -> row.owner().business().value())
                .texts(row -> row.owner().recipient().value())
                .texts(row -> row.device().value())
                .tuple();
    }

    private static Tuple kept(Collection<RecipientDirectory> changed) {
        return Columns.of(changed.stream().map(RecipientDirectory::owner).toList())
                .texts(owner -> owner.business().value())
                .texts(owner -> owner.recipient().value())
                .and(ticketRows(changed))
                .texts(row -> row.owner().business().value())
                .texts(row -> row.owner().recipient().value())
                .texts(row -> row.id().value())
                .tuple();
    }

    private static Tuple tickets(Collection<RecipientDirectory> changed) {
        return Columns.of(ticketRows(changed))
                .texts(row -> row.owner().business().value())
                .texts(row -> row.owner().recipient().value())
                .texts(row -> row.id().value())
                .times(row -> row.ticket().expiresAt())
                .bytes(row -> row.ticket().redeemHash().toArray())
                .texts(row -> usedBy(row.ticket()))
                .tuple();
    }

    private static List<TicketRow> ticketRows(Collection<RecipientDirectory> changed) {
        return changed.stream().flatMap(DirectoryChanges::ticketRows).toList();
    }

    private static Stream<TicketRow> ticketRows(RecipientDirectory directory) {
        return directory.tickets().entrySet().stream()
                .map(entry -> new TicketRow(directory.owner(), entry.getKey(), entry.getValue()));
    }

    private static @Nullable String usedBy(IssuedTicket ticket) {
        DeviceId device = ticket.usedBy();
        return device == null ? null : device.value();
    }
}
