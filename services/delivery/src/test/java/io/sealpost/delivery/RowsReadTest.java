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

/** Statements about some messages read only their rows, for any number of other messages. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class RowsReadTest {
    private static final int MESSAGES = 5_000;
    private static final int NAMED = 10;

    /** A row may be read twice, and a nearly empty partition as a whole. */
    private static final long MAX_ROWS_READ = 10L * NAMED;

    /**
     * Rows that this connection read; earlier transactions may not be reported to the server yet.
     */
    private static final String READ =
            """
            select coalesce(sum(coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0)), 0)::bigint
            from pg_stat_xact_user_tables where relname ~ '^(message|mailbox|withdrawal)'
            """;

    /** The id of a message at the millisecond {@code at}. */
    private static final String ID =
            "(lpad(to_hex(at), 12, '0') || '80008000' || lpad(to_hex(at), 12, '0'))::uuid";

    @Inject DeliveryFixture delivery;
    @Inject Pool pool;

    private final RecipientId recipient = TestTopics.newRecipient();
    private final DeviceId device = TestDevice.of(recipient).device();
    private final long begun = Instant.now().toEpochMilli();

    /** The planner has statistics of the first half only, and expects no rows in the second. */
    @BeforeEach
    void store() throws SQLException {
        delivery.execute("delete from message where id = request");
        store(-MESSAGES, 0);
        delivery.execute("analyze message");
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

        assertThat(read).isBetween((long) NAMED, MAX_ROWS_READ);
        assertThat(
                        delivery.count(
                                "select count(*) from message where status = 'DELIVERED' and recipient = '%s'"
                                        .formatted(recipient)))
                .isEqualTo(NAMED);
    }

    @Test
    void anAnswerReadsNoOthersRows() {
        DeviceAddress address = new DeviceAddress(TestTopics.ACME, device);
        Set<MessageId> named = named();

        long read =
                readBy(
                        connection ->
                                SealedMessages.find(connection, address, recipient, named)
                                        .invoke(
                                                known ->
                                                        assertThat(known).containsOnlyKeys(named)));

        assertThat(read).isBetween((long) NAMED, MAX_ROWS_READ);
    }

    @Test
    void aSweepReadsEndedMessagesOnly() throws SQLException {
        delivery.execute(inMailbox(0, MESSAGES, "'waits-' || at", "now() + interval '1 day'"));
        delivery.execute("analyze mailbox");
        String past = inMailbox(-NAMED, 0, "'%s'".formatted(recipient), "now() - interval '1 day'");

        // In one transaction, so that the sweep that runs at the same time does not see the rows.
        long read =
                readBy(
                        connection ->
                                connection
                                        .query(past)
                                        .execute()
                                        .chain(() -> Mailbox.ended(connection, MESSAGES)));

        assertThat(read).isBetween((long) NAMED, MAX_ROWS_READ);
        delivery.execute("delete from mailbox where device = '%s'".formatted(device));
    }

    @Test
    void deletingWithdrawalsReadsTheOldOnesOnly() throws SQLException {
        delivery.execute(
                """
                insert into withdrawal
                select '%s', 'acme', 'p' || n, '', 0, now() - interval '10 days' * (n / %d)
                from generate_series(1, %d) n
                """
                        .formatted(recipient, MESSAGES - NAMED + 1, MESSAGES));
        delivery.execute("analyze withdrawal");

        long read =
                readBy(
                        connection ->
                                Withdrawals.deleteOlderThan(
                                        connection, Duration.ofDays(5), MESSAGES));

        assertThat(read).isBetween((long) NAMED, MAX_ROWS_READ);
        assertThat(
                        delivery.count(
                                "select count(*) from withdrawal where recipient = '%s'"
                                        .formatted(recipient)))
                .isEqualTo(MESSAGES - NAMED);
    }

    /** Adds mailbox rows, one for each millisecond, as {@link #store} dates messages. */
    private String inMailbox(int from, int to, String recipients, String endsAt) {
        return """
                insert into mailbox (message, device, recipient, business, lane, sequence, ends_at, purpose,
                                     channel, consent_version, consent_partition, frame, sealed)
                select %s, '%s', %s, 'acme', 'BULK', at, %s, 'p', 'SEALPOST', 1, 0, '', ''
                from generate_series(%d, %d) at
                """
                .formatted(ID, device, recipients, endsAt, begun + from, begun + to - 1);
    }

    /** The number of rows that the work reads. */
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

    /** Adds messages, one for each millisecond. */
    private void store(int from, int to) throws SQLException {
        delivery.execute(
                """
                insert into message (id, request, business, recipient, mode, lane, status, cannot_open, sealed_to)
                select id, id, '%s', '%s', 'GATEWAY', 'BULK', 'SEALED', 0, '{%s}'
                from (select %s as id from generate_series(%d, %d) at) as ids
                """
                        .formatted(
                                TestTopics.ACME,
                                recipient,
                                device,
                                ID,
                                begun + from,
                                begun + to - 1));
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
        return new MessageAttributes(
                message.value(), TestTopics.ACME, null, Mode.GATEWAY, Lane.BULK);
    }
}
