package io.sealpost.encryption.domain;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.SigningKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The devices and tickets of one recipient. Immutable.
 *
 * @param gatewayKey signs the device lists; null while the business has none
 * @param signed the newest device list, or null
 * @param tickets the open tickets and those that a device redeemed
 * @param enrolled the devices in good standing
 */
public record RecipientDirectory(
        RecipientRef owner,
        @Nullable SigningKey gatewayKey,
        @Nullable SignedDeviceList signed,
        Map<TicketId, IssuedTicket> tickets,
        Map<DeviceId, EnrolledDevice> enrolled) {

    public RecipientDirectory {
        tickets = Map.copyOf(tickets);
        enrolled = Map.copyOf(enrolled);
    }

    public Optional<DeviceList> list() {
        return Optional.ofNullable(signed).map(SignedDeviceList::list);
    }

    /** The newest list; only after a device has been enrolled. */
    SignedDeviceList newestList() {
        return Objects.requireNonNull(signed);
    }

    List<Device> devices() {
        return list().map(DeviceList::devices).orElse(List.of());
    }

    List<DeviceId> revoked() {
        return list().map(DeviceList::revoked).orElse(List.of());
    }

    /** A device in good standing. */
    Optional<Device> device(DeviceId id) {
        return list().flatMap(list -> list.device(id));
    }

    /** Whether any version of the list has named that device. */
    boolean hasEverListed(DeviceId id) {
        return revoked().contains(id) || device(id).isPresent();
    }

    RecipientDirectory withTickets(Map<TicketId, IssuedTicket> these) {
        return new RecipientDirectory(owner, gatewayKey, signed, these, enrolled);
    }

    RecipientDirectory withTicket(TicketId id, IssuedTicket ticket) {
        return withTickets(with(tickets, id, ticket));
    }

    RecipientDirectory withDevice(DeviceId id, EnrolledDevice device) {
        return withEnrolled(with(enrolled, id, device));
    }

    RecipientDirectory withoutDevice(DeviceId id) {
        Map<DeviceId, EnrolledDevice> others = new HashMap<>(enrolled);
        others.remove(id);
        return withEnrolled(others);
    }

    private RecipientDirectory withEnrolled(Map<DeviceId, EnrolledDevice> these) {
        return new RecipientDirectory(owner, gatewayKey, signed, tickets, these);
    }

    /** Signs the next version of the list; the business must have a gateway key. */
    RecipientDirectory withNextList(List<Device> devices, List<DeviceId> revoked, Instant now) {
        SigningKey key = Objects.requireNonNull(gatewayKey);
        Sha256 previous = list().map(DeviceList::hash).orElse(null);
        long version = list().map(DeviceList::version).orElse(0L) + 1;
        DeviceList next =
                new DeviceList(
                        owner.business(),
                        owner.recipient(),
                        version,
                        previous,
                        devices,
                        revoked,
                        now);
        SignedDeviceList nextSigned = next.signedBy(Signer.GATEWAY_KEY, key);
        return new RecipientDirectory(owner, gatewayKey, nextSigned, tickets, enrolled);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
