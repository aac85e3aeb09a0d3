package io.sealpost.hop;

import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** One poll, read: each command once, what is poison, and where each came from. */
final class Batch<I> {

    /** One command and the record it came on. */
    record Item<I>(I input, Claim claim, ConsumerRecord<String, byte[]> record) {
        Item<I> with(I prepared) {
            return new Item<>(prepared, claim, record);
        }
    }

    /** A record that is set aside, and why. */
    record Poison(ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {}

    private final Map<UUID, Item<I>> items = new LinkedHashMap<>();
    private final List<Poison> poison = new ArrayList<>();
    private int duplicates;

    static <I> Batch<I> read(ConsumerRecords<String, byte[]> polled, Station<I, ?, ?> station) {
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

    private void add(Item<I> item, Station<I, ?, ?> station) {
        Item<I> first = items.putIfAbsent(item.claim().id(), item);
        if (first == null) {
            return;
        }
        if (first.claim().saysTheSame(item.claim().digest())) {
            items.put(item.claim().id(), first.with(station.merge(first.input(), item.input())));
            duplicates++;
        } else {
            poison.add(new Poison(item.record(), DeadLetterReason.ID_REUSED));
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
