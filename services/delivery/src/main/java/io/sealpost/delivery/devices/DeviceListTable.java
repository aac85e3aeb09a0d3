package io.sealpost.delivery.devices;

import io.sealpost.delivery.store.Devices;
import io.sealpost.delivery.store.Devices.KnownList;
import io.sealpost.hop.FactConsumer;
import io.sealpost.hop.FactConsumer.Received;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceList;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.AvroBytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Stores the newest device list of each recipient. */
final class DeviceListTable implements FactConsumer.Table<DeviceList, KnownList> {
    private final Pool pool;

    DeviceListTable(Pool pool) {
        this.pool = pool;
    }

    @Override
    public KnownList fact(DeviceList list) {
        return new KnownList(
                new BusinessId(list.getBusiness()),
                new RecipientId(list.getRecipient()),
                list.getVersion(),
                keys(list.getDevices()));
    }

    private static Map<DeviceId, VerifyKey> keys(List<Device> devices) {
        return devices.stream()
                .collect(
                        Collectors.toMap(
                                device -> new DeviceId(device.getDevice()),
                                device -> VerifyKey.of(AvroBytes.of(device.getIdentityKey()))));
    }

    /**
     * A list that cannot be read may have revoked any device of its recipient, who is in the
     * record's key: those devices are unlisted until another list of the recipient is read. A key
     * of another form has no effect (docs/adr/0030).
     */
    @Override
    public Optional<KnownList> unreadable(ConsumerRecord<String, byte[]> record) {
        String[] names = String.valueOf(record.key()).split("/", -1);
        return names.length == 2 && BusinessId.isValid(names[0]) && RecipientId.isValid(names[1])
                ? Optional.of(
                        KnownList.unreadable(new BusinessId(names[0]), new RecipientId(names[1])))
                : Optional.empty();
    }

    @Override
    public Uni<List<ProducerRecord<String, byte[]>>> apply(List<Received<KnownList>> lists) {
        return Devices.apply(pool, lists.stream().map(Received::fact).toList())
                .replaceWith(List.of());
    }
}
