package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * One poll, decoded: each command once, the records that cannot be handled, and where each came
 * from. Two different commands may carry one id: the fold decides which of them keeps it.
 */
final class Batch<I> {

    /** One command and the record it came on. */
    record Item<I>(I input, Claim claim, ConsumerRecord<String, byte[]> record) {
        Item<I> with(I other) {
            return new Item<>(other, claim, record);
        }

        Item<I> prepared(UnaryOperator<I> complete) {
            return with(complete.apply(input));
        }
    }

    /** A record for the dead-letter topic, and why. */
    record Poison(ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {}

    private final Map<Claim, Item<I>> items = new LinkedHashMap<>();
    private final List<Poison> poison = new ArrayList<>();
    private int duplicates;

    static <I> Batch<I> read(ConsumerRecords<String, byte[]> polled, Station<I, ?, ?, ?> station) {
        Batch<I> batch = new Batch<>();
        for (ConsumerRecord<String, byte[]> record : polled) {
            switch (station.decode(record)) {
                case Value<I>(I input) ->
                        batch.add(new Item<>(input, station.claim(input), record), station);
                case Undecodable<I>(DeadLetterReason reason) ->
                        batch.poison.add(new Poison(record, reason));
            }
        }
        return batch;
    }

    private void add(Item<I> item, Station<I, ?, ?, ?> station) {
        Item<I> first = items.putIfAbsent(item.claim(), item);
        if (first != null) {
            items.put(item.claim(), first.with(station.merge(first.input(), item.input())));
            duplicates++;
        }
    }

    List<Item<I>> items() {
        return List.copyOf(items.values());
    }

    List<Poison> poison() {
        return poison;
    }

    int duplicates() {
        return duplicates;
    }
}
