package io.sealpost.encryption.store;

import io.sealpost.encryption.domain.EnrolledDevice;
import io.sealpost.encryption.domain.IssuedTicket;
import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assembles directories from the rows of their tables. Not thread-safe. */
final class DirectoryRows {

    private static final class Parts {
        private final List<Device> devices = new ArrayList<>();
        private final List<DeviceId> revoked = new ArrayList<>();
        private final Map<DeviceId, EnrolledDevice> enrolled = new HashMap<>();
        private final Map<TicketId, IssuedTicket> tickets = new HashMap<>();
        private @Nullable Row list;
    }

    private final Map<RecipientRef, Parts> parts = new TreeMap<>();

    DirectoryRows(Collection<RecipientRef> refs) {
        refs.forEach(ref -> parts.put(ref, new Parts()));
    }

    void list(Row row) {
        of(row).list = row;
    }

    void device(Row row) {
        Parts own = of(row);
        DeviceId id = new DeviceId(row.getString("device"));
        if (row.getBoolean("revoked")) {
            own.revoked.add(id);
            return;
        }
        own.devices.add(new Device(id, VerifyKey.of(bytes(row, "identity_key")), suites(row)));
        own.enrolled.put(
                id,
                new EnrolledDevice(
                        new TicketId(row.getString("ticket")),
                        Bytes.owned(bytes(row, "mac")),
                        prekey(row)));
    }

    void ticket(Row row) {
        String usedBy = row.getString("used_by");
        of(row).tickets
                .put(
                        new TicketId(row.getString("ticket")),
                        new IssuedTicket(
                                row.getOffsetDateTime("expires_at").toInstant(),
                                Sha256.from(bytes(row, "redeem_hash")),
                                usedBy == null ? null : new DeviceId(usedBy)));
    }

    Map<RecipientRef, RecipientDirectory> directories(Map<BusinessId, SigningKey> keys) {
        Map<RecipientRef, RecipientDirectory> directories = new HashMap<>();
        parts.forEach(
                (ref, own) ->
                        directories.put(
                                ref,
                                new RecipientDirectory(
                                        ref,
                                        keys.get(ref.business()),
                                        signed(ref, own),
                                        own.tickets,
                                        own.enrolled)));
        return directories;
    }

    private static @Nullable SignedDeviceList signed(RecipientRef ref, Parts own) {
        Row row = own.list;
        if (row == null) {
            return null;
        }
        var previous = row.getBuffer("previous_hash");
        DeviceList list =
                new DeviceList(
                        ref.business(),
                        ref.recipient(),
                        row.getLong("version"),
                        previous == null ? null : Sha256.from(previous.getBytes()),
                        own.devices,
                        own.revoked,
                        row.getOffsetDateTime("issued_at").toInstant());
        Signer signer = Signer.valueOf(row.getString("signer"));
        return new SignedDeviceList(list, signer, null, Bytes.owned(bytes(row, "signature")));
    }

    private Parts of(Row row) {
        RecipientRef ref =
                new RecipientRef(
                        new BusinessId(row.getString("business")),
                        new RecipientId(row.getString("recipient")));
        return parts.computeIfAbsent(ref, unknown -> new Parts());
    }

    private static SignedPrekey prekey(Row row) {
        Prekey prekey =
                new Prekey(
                        PrekeyKind.LAST_RESORT,
                        Suite.of(row.getInteger("prekey_suite")).orElseThrow(),
                        row.getOffsetDateTime("prekey_not_after").toInstant(),
                        XWingPublicKey.of(bytes(row, "prekey")));
        return new SignedPrekey(prekey, Bytes.owned(bytes(row, "prekey_signature")));
    }

    private static List<Integer> suites(Row row) {
        List<Integer> suites = new ArrayList<>();
        for (byte code : bytes(row, "suites")) {
            suites.add(Byte.toUnsignedInt(code));
        }
        return suites;
    }

    private static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }
}
