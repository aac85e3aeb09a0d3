package io.sealpost.consent.store;

import io.sealpost.consent.domain.Address;
import io.sealpost.consent.domain.Contact;
import io.sealpost.consent.domain.Subject;
import io.sealpost.hop.Columns;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Mac;
import io.sealpost.seal.Secret;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The persons behind recipient ids. The same address of the same business always has the same
 * recipient id, until it is erased.
 */
@ApplicationScoped
public class ContactStore {
    private static final String TABLE = "contact";
    private static final String GENERATIONS =
            "select address_hash, generation from generations where address_hash = any($1)";
    private static final String ADD =
            """
            insert into contact (business, recipient, kind, subject_key_id, address, language, time_zone)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[], $7::bytea[])
            on conflict (business, recipient) do update
            set language = coalesce(excluded.language, contact.language),
                time_zone = coalesce(excluded.time_zone, contact.time_zone)
            where contact.subject_key_id = excluded.subject_key_id
              and (excluded.language is not null or excluded.time_zone is not null)
            """;

    private final Pool pool;
    private final RecipientIdKey recipientIdKey;
    private final SubjectKeyStore subjectKeys;

    @Inject
    ContactStore(Pool pool, RecipientIdKey recipientIdKey, SubjectKeyStore subjectKeys) {
        this.pool = pool;
        this.recipientIdKey = recipientIdKey;
        this.subjectKeys = subjectKeys;
    }

    /** The recipient ids of these contacts, in their order; new contacts are stored. */
    public Uni<List<RecipientId>> resolve(BusinessId business, List<Contact> contacts) {
        return recipientIdKey
                .get()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(key -> resolve(key, business, contacts));
    }

    private Uni<List<RecipientId>> resolve(
            Secret key, BusinessId business, List<Contact> contacts) {
        List<Hashed> hashed =
                contacts.stream()
                        .map(contact -> new Hashed(contact, hash(key, business, contact.address())))
                        .toList();
        return pool.preparedQuery(GENERATIONS)
                .execute(Columns.of(hashed).bytes(row -> row.hash().toArray()).tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> identified(key, business, hashed, generations(rows)))
                .call(this::store)
                .map(all -> all.stream().map(each -> each.subject().recipient()).toList());
    }

    private record Hashed(Contact contact, Bytes hash) {}

    private record Identified(Subject subject, Contact contact) {}

    private static List<Identified> identified(
            Secret key, BusinessId business, List<Hashed> hashed, Map<Bytes, Long> generations) {
        List<Identified> identified = new ArrayList<>(hashed.size());
        for (Hashed each : hashed) {
            Address address = each.contact().address();
            RecipientId recipient =
                    Ids.recipientId(
                            key,
                            business,
                            generations.getOrDefault(each.hash(), 0L),
                            address.kind().symbol(),
                            address.normalised());
            identified.add(new Identified(new Subject(business, recipient), each.contact()));
        }
        return identified;
    }

    private Uni<Void> store(List<Identified> identified) {
        // Sorted, and each once, so that two batches that overlap do not deadlock.
        SortedMap<Subject, Contact> bySubject = new TreeMap<>();
        identified.forEach(each -> bySubject.put(each.subject(), each.contact()));
        return subjectKeys
                .ensure(bySubject.keySet())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(keys -> pool.preparedQuery(ADD).execute(columns(bySubject, keys)))
                .replaceWithVoid();
    }

    private record Entry(Subject subject, Contact contact, StoredSubjectKey key) {
        byte @Nullable [] encrypted(String column, @Nullable String value) {
            return value == null
                    ? null
                    : key.encrypt(TABLE, column, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Tuple columns(
            SortedMap<Subject, Contact> contacts, Map<Subject, StoredSubjectKey> keys) {
        List<Entry> rows = new ArrayList<>(contacts.size());
        contacts.forEach(
                (subject, contact) ->
                        rows.add(
                                new Entry(
                                        subject,
                                        contact,
                                        Objects.requireNonNull(keys.get(subject)))));
        return Columns.of(rows)
                .texts(r -> r.subject().business().value())
                .texts(r -> r.subject().recipient().value())
                .texts(r -> r.contact().address().kind().symbol())
                .uuids(r -> r.key().id())
                .bytes(r -> r.encrypted("address", r.contact().address().normalised()))
                .bytes(r -> r.encrypted("language", r.contact().language()))
                .bytes(r -> r.encrypted("time_zone", r.contact().timeZone()))
                .tuple();
    }

    private static Map<Bytes, Long> generations(RowSet<Row> rows) {
        Map<Bytes, Long> generations = new HashMap<>();
        for (Row row : rows) {
            generations.put(Bytes.owned(row.getBuffer(0).getBytes()), row.getLong(1));
        }
        return generations;
    }

    /** Keyed, so that a database dump does not reveal whose generation was raised. */
    private static Bytes hash(Secret key, BusinessId business, Address address) {
        Canonical input =
                Canonical.labelled("sealpost/address-hash/v1")
                        .text(business.value())
                        .text(address.kind().symbol())
                        .text(address.normalised());
        return Bytes.owned(Mac.hmac(key, input.toArray()));
    }
}
