package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.schemas.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a poll is, once it is read. */
class BatchTest {
    private static final Deposit ONE = Deposit.of("account", 1);
    private static final Deposit TWO = Deposit.of("account", 2);

    @Test
    void aRepeatedCommandIsKeptOnceAtTheFirstPosition() {
        Batch<Deposit> batch = read(ONE.bytes(), TWO.bytes(), ONE.bytes());

        assertThat(batch.items()).extracting(Batch.Item::input).containsExactly(ONE, TWO);
        assertThat(batch.duplicates()).isEqualTo(1);
    }

    @Test
    void twoCommandsWithOneIdAreBothKept() {
        Batch<Deposit> batch = read(ONE.bytes(), ONE.saying(9).bytes());

        assertThat(batch.items()).extracting(Batch.Item::input).containsExactly(ONE, ONE.saying(9));
        assertThat(batch.duplicates()).isZero();
    }

    @Test
    void anUnreadableRecordIsKeptForTheDeadLetterTopic() {
        Batch<Deposit> batch = read(ONE.bytes(), new byte[] {1}, TWO.bytes());

        assertThat(batch.items()).hasSize(2);
        assertThat(batch.poison()).hasSize(1);
        assertThat(batch.poison().getFirst().reason()).isEqualTo(DeadLetterReason.NOT_DECODABLE);
        assertThat(batch.poison().getFirst().record().offset()).isEqualTo(1);
    }

    private static Batch<Deposit> read(byte[]... values) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ConsumerRecord<>("ledger", 0, records.size(), "key", value));
        }
        TopicPartition partition = new TopicPartition("ledger", 0);
        return Batch.read(
                new ConsumerRecords<>(Map.of(partition, records), Map.of()),
                new LedgerStation("receipts", true));
    }
}
