package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.MessageState;
import io.sealpost.delivery.domain.MessageStatus;
import io.sealpost.delivery.store.Mailbox;
import io.sealpost.delivery.store.MessageRows;
import io.sealpost.delivery.store.SealedMessages;
import io.sealpost.delivery.store.Withdrawals;
import io.sealpost.hop.Write;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.SealpostParts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What concerns some messages reads their rows, however many others there are. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class RowsReadTest {
    private static final int MESSAGES = 5_000;
    private static final int NAMED = 10;

    /** A row may be read twice, and a partition that holds next to nothing as a whole. */
    private static final long FEW = 10L * NAMED;

    /** By this connection, which may not have told the server yet of transactions before. */
    private static final String READ =
            """
            select coalesce(sum(coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0)), 0)::bigint
            from pg_stat_xact_user_tables where relname ~ '^(message|mailbox|withdrawal)'
            """;

    /** A message's id, of the millisecond {@code at}. */
    private static final String ID =
            "(lpad(to_hex(at), 12, '0') || '80008000' || lpad(to_hex(at), 12, '0'))::uuid";

    @Inject Scene scene;
    @Inject Pool pool;

    private final RecipientId recipient = World.newRecipient();
    private final DeviceId device = Phone.of(recipient).device();
    private final long begun = Instant.now().toEpochMilli();

    /** The planner knows of the first half only, and takes a range of the other for empty. */
    @BeforeEach
    void store() throws SQLException {
        scene.execute("delete from message where id = request");
        store(-MESSAGES, 0);
        scene.execute("analyze message");
        store(0, MESSAGES);
    }

    @Test
    void aChangeOfStatusReadsNoOthersRows() throws SQLException {
        Map<MessageKey, MessageState> changed = new HashMap<>();
        for (MessageId message : named()) {
            changed.put(
                    new MessageKey(message, null),
                    MessageState.known(
                            MessageStatus.DELIVERED, attributes(message), Set.of(device), 0));
        }
        Write write = MessageRows.writes(changed).getFirst();

        long read =
                readBy(
                        connection ->
                                connection.preparedQuery(write.sql()).execute(write.columns()));

        assertThat(read).isBetween((long) NAMED, FEW);
        assertThat(
                        scene.count(
                                "select count(*) from message where status = 'DELIVERED' and recipient = '%s'"
                                        .formatted(recipient)))
                .isEqualTo(NAMED);
    }

    @Test
    void anAnswerReadsNoOthersRows() {
        DeviceAddress address = new DeviceAddress(World.ACME, device);
        Set<MessageId> named = named();

        long read =
                readBy(
                        connection ->
                                SealedMessages.find(connection, address, recipient, named)
                                        .invoke(
                                                known ->
                                                        assertThat(known).containsOnlyKeys(named)));

        assertThat(read).isBetween((long) NAMED, FEW);
    }

    @Test
    void aSweepReadsWhatIsPastItsTimeAndNotWhatWaits() throws SQLException {
        scene.execute(inMailbox(0, MESSAGES, "'waits-' || at", "now() + interval '1 day'"));
        scene.execute("analyze mailbox");
        String past = inMailbox(-NAMED, 0, "'%s'".formatted(recipient), "now() - interval '1 day'");

        // In the same transaction, so that the sweep which runs beside it does not see them before.
        long read =
                readBy(
                        connection ->
                                connection
                                        .query(past)
                                        .execute()
                                        .chain(() -> Mailbox.ended(connection, MESSAGES)));

        assertThat(read).isBetween((long) NAMED, FEW);
        scene.execute("delete from mailbox where device = '%s'".formatted(device));
    }

    @Test
    void forgettingWithdrawalsReadsTheOldOnesOnly() throws SQLException {
        scene.execute(
                """
                insert into withdrawal
                select '%s', 'acme', 'p' || n, '', 0, now() - interval '10 days' * (n / %d)
                from generate_series(1, %d) n
                """
                        .formatted(recipient, MESSAGES - NAMED + 1, MESSAGES));
        scene.execute("analyze withdrawal");

        long read =
                readBy(
                        connection ->
                                Withdrawals.deleteOlderThan(
                                        connection, Duration.ofDays(5), MESSAGES));

        assertThat(read).isBetween((long) NAMED, FEW);
        assertThat(
                        scene.count(
                                "select count(*) from withdrawal where recipient = '%s'"
                                        .formatted(recipient)))
                .isEqualTo(MESSAGES - NAMED);
    }

    /** Of the milliseconds from then on, as {@link #store} dates messages. */
    private String inMailbox(int from, int to, String recipients, String endsAt) {
        return """
                insert into mailbox (message, device, recipient, business, lane, sequence, ends_at, purpose,
                                     channel, consent_version, consent_partition, frame, sealed)
                select %s, '%s', %s, 'acme', 'BULK', at, %s, 'p', 'SEALPOST', 1, 0, '', ''
                from generate_series(%d, %d) at
                """
                .formatted(ID, device, recipients, endsAt, begun + from, begun + to - 1);
    }

    /** What the work reads, and nothing that runs beside it or ran before. */
    private long readBy(Function<SqlConnection, Uni<?>> work) {
        return pool.withTransaction(
                        connection ->
                                readSoFar(connection)
                                        .chain(
                                                before ->
                                                        work.apply(connection)
                                                                .chain(() -> readSoFar(connection))
                                                                .map(after -> after - before)))
                .await()
                .indefinitely();
    }

    private static Uni<Long> readSoFar(SqlConnection connection) {
        return connection.query(READ).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** One message a millisecond, of the milliseconds from then on. */
    private void store(int from, int to) throws SQLException {
        scene.execute(
                """
                insert into message (id, request, business, recipient, mode, lane, status, cannot_open, sealed_to)
                select id, id, '%s', '%s', 'GATEWAY', 'BULK', 'SEALED', 0, '{%s}'
                from (select %s as id from generate_series(%d, %d) at) as ids
                """
                        .formatted(
                                World.ACME, recipient, device, ID, begun + from, begun + to - 1));
    }

    private Set<MessageId> named() {
        return IntStream.range(0, NAMED)
                .mapToObj(number -> message(number * (MESSAGES / NAMED)))
                .collect(Collectors.toSet());
    }

    private MessageId message(int millis) {
        long at = begun + millis;
        return new MessageId(new UUID(at << 16 | 0x8000, 0x8000_0000_0000_0000L | at));
    }

    private static MessageAttributes attributes(MessageId message) {
        return new MessageAttributes(message.value(), World.ACME, null, Mode.GATEWAY, Lane.BULK);
    }
}
