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
 * Who is behind a recipient. The same address of the same business is the same recipient, always.
 */
@ApplicationScoped
public class Contacts {
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
    private final RecipientKey recipientKey;
    private final SubjectKeys subjectKeys;

    @Inject
    Contacts(Pool pool, RecipientKey recipientKey, SubjectKeys subjectKeys) {
        this.pool = pool;
        this.recipientKey = recipientKey;
        this.subjectKeys = subjectKeys;
    }

    /** The recipients behind these contacts, in their order; remembered where they are new. */
    public Uni<List<RecipientId>> resolve(BusinessId business, List<Contact> contacts) {
        return recipientKey
                .get()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(key -> resolve(key, business, contacts));
    }

    private Uni<List<RecipientId>> resolve(
            Secret key, BusinessId business, List<Contact> contacts) {
        List<Bytes> hashes =
                contacts.stream().map(contact -> hash(key, business, contact.address())).toList();
        return pool.preparedQuery(GENERATIONS)
                .execute(Columns.of(hashes).bytes(Bytes::toArray).tuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> recipients(key, business, contacts, hashes, generations(rows)))
                .call(recipients -> remember(business, recipients, contacts));
    }

    private static List<RecipientId> recipients(
            Secret key,
            BusinessId business,
            List<Contact> contacts,
            List<Bytes> hashes,
            Map<Bytes, Long> generations) {
        List<RecipientId> recipients = new ArrayList<>(contacts.size());
        for (int i = 0; i < contacts.size(); i++) {
            Address address = contacts.get(i).address();
            long generation = generations.getOrDefault(hashes.get(i), 0L);
            recipients.add(
                    Ids.recipientId(
                            key,
                            business,
                            generation,
                            address.kind().symbol(),
                            address.normalised()));
        }
        return recipients;
    }

    private Uni<Void> remember(
            BusinessId business, List<RecipientId> recipients, List<Contact> contacts) {
        // Sorted, and each once: two batches that overlap must not wait for each other crosswise.
        SortedMap<Subject, Contact> bySubject = new TreeMap<>();
        for (int i = 0; i < contacts.size(); i++) {
            bySubject.put(new Subject(business, recipients.get(i)), contacts.get(i));
        }
        return subjectKeys
                .ensure(bySubject.keySet())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(keys -> pool.preparedQuery(ADD).execute(columns(bySubject, keys)))
                .replaceWithVoid();
    }

    private record Entry(Subject subject, Contact contact, PersonalKey key) {
        byte @Nullable [] encrypted(String column, @Nullable String value) {
            return value == null
                    ? null
                    : key.encrypt(TABLE, column, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Tuple columns(
            SortedMap<Subject, Contact> contacts, Map<Subject, PersonalKey> keys) {
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

    /** Keyed, so that a dump does not tell whose generation was raised. */
    private static Bytes hash(Secret key, BusinessId business, Address address) {
        Canonical input =
                Canonical.labelled("sealpost/address-hash/v1")
                        .text(business.value())
                        .text(address.kind().symbol())
                        .text(address.normalised());
        return Bytes.owned(Mac.hmac(key, input.toArray()));
    }
}
