package io.sealpost.hop;

import io.sealpost.hop.LedgerOutcome.Deposited;
import io.sealpost.hop.LedgerOutcome.Ignored;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Deposits become receipts; those of an account {@code name@tenant} on the tenant's own topic.
 *
 * @param receipts the topic they go to
 * @param locking false: a station whose decisions change no aggregate, so that it needs no lock
 */
record LedgerStation(String receipts, boolean locking)
        implements Station<Deposit, String, Account, LedgerOutcome> {
    private static final LedgerOutcome.Codec OUTCOMES = new LedgerOutcome.Codec();
    private static final String MAKE =
            "insert into accounts (account) select unnest($1::text[]) order by 1 on conflict do"
                    + " nothing";
    private static final String READ =
            "select account, balance, deposits from accounts where account = any($1)";
    private static final String LOCK = READ + " order by account for update";
    private static final String WRITE =
            """
            update accounts a set balance = n.balance, deposits = n.deposits
              from unnest($1::text[], $2::bigint[], $3::bigint[]) n(account, balance, deposits)
             where a.account = n.account
            """;

    @Override
    public String name() {
        return "test.ledger";
    }

    @Override
    public Decoded<Deposit> decode(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        return value == null || value.length < 25
                ? new Undecodable<>(DeadLetterReason.NOT_DECODABLE)
                : new Value<>(Deposit.read(value));
    }

    @Override
    public Claim claim(Deposit input) {
        return input.claim();
    }

    @Override
    public String aggregate(Deposit input) {
        return input.account();
    }

    @Override
    public Uni<Map<String, Account>> load(SqlConnection transaction, Set<String> keys) {
        Tuple names = Tuple.of(keys.stream().sorted().toArray(String[]::new));
        Uni<?> made =
                locking
                        ? transaction.preparedQuery(MAKE).execute(names)
                        : Uni.createFrom().voidItem();
        return made.chain(() -> transaction.preparedQuery(locking ? LOCK : READ).execute(names))
                .map(rows -> accounts(keys, rows));
    }

    private static Map<String, Account> accounts(Set<String> keys, RowSet<Row> rows) {
        Map<String, Account> accounts = new HashMap<>();
        keys.forEach(key -> accounts.put(key, new Account(0, 0)));
        rows.forEach(
                row ->
                        accounts.put(
                                row.getString("account"),
                                new Account(row.getLong("balance"), row.getLong("deposits"))));
        return accounts;
    }

    @Override
    public Decision<LedgerOutcome, Account> decide(Account state, Deposit input, Instant now) {
        if (input.amount() == 0) {
            return Decision.unrecorded(new Ignored());
        }
        Account after = state.plus(input.amount());
        return Decision.recorded(new Deposited(after), after);
    }

    @Override
    public OutcomeCodec<LedgerOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<Write> writes(BatchDecisions<Deposit, String, Account, LedgerOutcome> decisions) {
        if (!locking) {
            return List.of();
        }
        List<String> names = new ArrayList<>(decisions.changed().keySet());
        List<Account> accounts =
                names.stream()
                        .map(name -> Objects.requireNonNull(decisions.changed().get(name)))
                        .toList();
        Tuple columns =
                Tuple.tuple()
                        .addArrayOfString(names.toArray(String[]::new))
                        .addArrayOfLong(
                                accounts.stream().map(Account::balance).toArray(Long[]::new))
                        .addArrayOfLong(
                                accounts.stream().map(Account::deposits).toArray(Long[]::new));
        return List.of(new Write(WRITE, columns));
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            Deposit input, LedgerOutcome outcome, Instant decidedAt) {
        return switch (outcome) {
            case Deposited(Account after) -> {
                Receipt receipt = new Receipt(input.id(), after, decidedAt);
                yield List.of(
                        new ProducerRecord<>(
                                topic(input.account()), input.account(), receipt.bytes()));
            }
            case Ignored() -> List.of();
        };
    }

    private String topic(String account) {
        int at = account.indexOf('@');
        return at < 0 ? receipts : receipts + "." + account.substring(at + 1);
    }

    static boolean isTenants(String topic) {
        return topic.contains(".receipts.");
    }
}
