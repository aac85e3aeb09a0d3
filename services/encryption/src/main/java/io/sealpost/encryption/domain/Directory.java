package io.sealpost.encryption.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.SigningKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recipient's devices.
 *
 * @param gatewayKey signs the lists; null while the business has none
 * @param signed the newest list, or null
 * @param holdings what is kept of each device in good standing
 */
public record Directory(
        RecipientRef about,
        @Nullable SigningKey gatewayKey,
        @Nullable SignedDeviceList signed,
        Map<TicketId, IssuedTicket> tickets,
        Map<DeviceId, Holding> holdings) {

    /** How a device came in, and what is sealed to when no one-time prekey is left. */
    public record Holding(TicketId ticket, Bytes mac, SignedPrekey lastResort) {}

    public Directory {
        tickets = Map.copyOf(tickets);
        holdings = Map.copyOf(holdings);
    }

    public Optional<DeviceList> list() {
        return Optional.ofNullable(signed).map(SignedDeviceList::list);
    }

    long nextVersion() {
        return list().map(DeviceList::version).orElse(0L) + 1;
    }

    @Nullable Sha256 hash() {
        return list().map(DeviceList::hash).orElse(null);
    }

    Directory with(TicketId id, IssuedTicket ticket) {
        return with(put(tickets, id, ticket));
    }

    Directory with(Map<TicketId, IssuedTicket> these) {
        return new Directory(about, gatewayKey, signed, these, holdings);
    }

    Directory with(DeviceId device, Holding holding) {
        return new Directory(about, gatewayKey, signed, tickets, put(holdings, device, holding));
    }

    Directory without(DeviceId device) {
        Map<DeviceId, Holding> left = new HashMap<>(holdings);
        left.remove(device);
        return new Directory(about, gatewayKey, signed, tickets, left);
    }

    Directory with(DeviceList next, SigningKey key) {
        SignedDeviceList vouched = next.signedBy(Signer.GATEWAY_KEY, key);
        return new Directory(about, gatewayKey, vouched, tickets, holdings);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
