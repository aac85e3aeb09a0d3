package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Version 1: lp(u8 kind), then
 *
 * <pre>
 *   1 ticket issued, 3 prekeys published     nothing
 *   2 enrolled, 4 revoked                    the signed device list, below
 *   5 refused                                lp(reason)
 *
 *   list = lp(business) ‖ lp(recipient) ‖ lp(version) ‖ lp(hash of the previous version, or absent)
 *          ‖ lp(count) ‖ for each device: lp(device id) ‖ lp(identity key) ‖ lp(suites, one byte each)
 *          ‖ lp(count) ‖ lp(revoked device id) for each
 *          ‖ lp(issued at) ‖ lp(u8 signer) ‖ lp(signing device, or absent) ‖ lp(signature)
 * </pre>
 */
final class DirectoryOutcomeCodec extends OutcomeCodec<DirectoryOutcome> {

    private enum Kind {
        TICKET_ISSUED(1),
        ENROLLED(2),
        PREKEYS_PUBLISHED(3),
        REVOKED(4),
        REFUSED(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("a stored outcome of an unknown kind");
        }
    }

    DirectoryOutcomeCodec() {
        super(1);
    }

    @Override
    protected byte[] write(DirectoryOutcome outcome) {
        return switch (outcome) {
            case TicketIssued() -> begin(Kind.TICKET_ISSUED).toArray();
            case Enrolled(SignedDeviceList list) -> add(begin(Kind.ENROLLED), list).toArray();
            case PrekeysPublished() -> begin(Kind.PREKEYS_PUBLISHED).toArray();
            case Revoked(SignedDeviceList list) -> add(begin(Kind.REVOKED), list).toArray();
            case Refused(Reason why) -> begin(Kind.REFUSED).symbol(why).toArray();
        };
    }

    @Override
    protected DirectoryOutcome read(int version, byte[] fields) {
        CanonicalReader reader = new CanonicalReader(fields);
        DirectoryOutcome outcome =
                switch (Kind.of(code(reader))) {
                    case TICKET_ISSUED -> new TicketIssued();
                    case ENROLLED -> new Enrolled(list(reader));
                    case PREKEYS_PUBLISHED -> new PrekeysPublished();
                    case REVOKED -> new Revoked(list(reader));
                    case REFUSED -> new Refused(Reason.valueOf(reader.text()));
                };
        reader.end();
        return outcome;
    }

    private static Canonical begin(Kind kind) {
        return code(Canonical.unlabelled(), kind.code);
    }

    private static Canonical add(Canonical fields, SignedDeviceList signed) {
        DeviceList list = signed.list();
        DeviceId signerDevice = signed.signerDevice();
        fields.text(list.business().value())
                .text(list.recipient().value())
                .number(list.version())
                .hash(list.previous())
                .number((long) list.devices().size());
        list.devices().forEach(device -> add(fields, device));
        fields.number((long) list.revoked().size());
        list.revoked().forEach(id -> fields.text(id.value()));
        fields.time(list.issuedAt());
        return code(fields, code(signed.signer()))
                .text(signerDevice == null ? null : signerDevice.value())
                .bytes(signed.signature());
    }

    private static void add(Canonical fields, Device device) {
        byte[] suites = new byte[device.suites().size()];
        for (int i = 0; i < suites.length; i++) {
            suites[i] = device.suites().get(i).byteValue();
        }
        fields.text(device.id().value()).bytes(device.identityKey().bytes()).bytes(suites);
    }

    private static SignedDeviceList list(CanonicalReader reader) {
        DeviceList list =
                new DeviceList(
                        new BusinessId(reader.text()),
                        new RecipientId(reader.text()),
                        reader.number(),
                        hash(reader),
                        devices(reader),
                        revoked(reader),
                        reader.time());
        Signer signer = signer(code(reader));
        String signerDevice = reader.text();
        return new SignedDeviceList(
                list,
                signer,
                signerDevice.isEmpty() ? null : new DeviceId(signerDevice),
                Bytes.owned(reader.bytes()));
    }

    private static List<Device> devices(CanonicalReader reader) {
        List<Device> devices = new ArrayList<>();
        for (long left = reader.number(); left > 0; left--) {
            devices.add(
                    new Device(
                            new DeviceId(reader.text()),
                            VerifyKey.of(reader.bytes()),
                            suites(reader.bytes())));
        }
        return devices;
    }

    private static List<Integer> suites(byte[] codes) {
        List<Integer> suites = new ArrayList<>(codes.length);
        for (byte code : codes) {
            suites.add(Byte.toUnsignedInt(code));
        }
        return suites;
    }

    private static List<DeviceId> revoked(CanonicalReader reader) {
        List<DeviceId> revoked = new ArrayList<>();
        for (long left = reader.number(); left > 0; left--) {
            revoked.add(new DeviceId(reader.text()));
        }
        return revoked;
    }

    private static @Nullable Sha256 hash(CanonicalReader reader) {
        byte[] hash = reader.bytes();
        return hash.length == 0 ? null : Sha256.from(hash);
    }

    private static int code(Signer signer) {
        return switch (signer) {
            case BUSINESS_KEY -> 1;
            case GATEWAY_KEY -> 2;
            case DEVICE -> 3;
        };
    }

    private static Signer signer(int code) {
        return switch (code) {
            case 1 -> Signer.BUSINESS_KEY;
            case 2 -> Signer.GATEWAY_KEY;
            case 3 -> Signer.DEVICE;
            default -> throw new IllegalStateException("a stored list of an unknown signer");
        };
    }

    private static Canonical code(Canonical fields, int code) {
        return fields.bytes(new byte[] {(byte) code});
    }

    private static int code(CanonicalReader reader) {
        return ByteBuffer.wrap(reader.bytes()).get();
    }
}
