package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.EnrolDevice;
import io.sealpost.encryption.domain.IssueTicket;
import io.sealpost.encryption.domain.PublishPrekeys;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.RevokeDevice;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.Enrol;
import io.sealpost.schemas.Revoke;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records of {@code device-commands}. Thread-safe. */
public final class DirectoryReader {
    private final Codec<DeviceCommand> codec;

    DirectoryReader(Codec<DeviceCommand> codec) {
        this.codec = codec;
    }

    Decoded<DirectoryCommand> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<DeviceCommand>(DeviceCommand command) -> read(command);
            case Undecodable<DeviceCommand>(DeadLetterReason reason) -> new Undecodable<>(reason);
        };
    }

    /** HTTP checks a command with this method before it sends the record. */
    public static Decoded<DirectoryCommand> read(DeviceCommand command) {
        if (command.getKind() == DeviceCommandKind.UNKNOWN) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        try {
            DirectoryCommand read = command(command);
            return read == null
                    ? new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD)
                    : new Value<>(read);
        } catch (IllegalArgumentException e) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    /** Null where the record of the kind is missing. */
    private static @Nullable DirectoryCommand command(DeviceCommand command) {
        var issue = command.getIssueTicket();
        var enrol = command.getEnrol();
        var publish = command.getPublishPrekeys();
        var revoke = command.getRevoke();
        return switch (command.getKind()) {
            case ISSUE_TICKET -> issue == null ? null : issueTicket(command, issue);
            case ENROL -> enrol == null ? null : enrolDevice(command, enrol);
            case PUBLISH_PREKEYS -> publish == null ? null : publishPrekeys(command, publish);
            case REVOKE -> revoke == null ? null : revokeDevice(command, revoke);
            case UNKNOWN -> null;
        };
    }

    private static IssueTicket issueTicket(
            DeviceCommand command, io.sealpost.schemas.IssueTicket issue) {
        return new IssueTicket(
                command.getCommandId(),
                owner(command, issue.getRecipient()),
                new TicketId(issue.getTicket()),
                issue.getExpiresAt(),
                new Sha256(bytes(issue.getRedeemHash())));
    }

    private static EnrolDevice enrolDevice(DeviceCommand command, Enrol enrol) {
        return new EnrolDevice(
                command.getCommandId(),
                owner(command, enrol.getRecipient()),
                new TicketId(enrol.getTicket()),
                Secret.of(AvroBytes.of(enrol.getRedeem())),
                device(enrol.getDevice()),
                bytes(enrol.getMac()),
                prekeys(enrol.getPrekeys()));
    }

    private static PublishPrekeys publishPrekeys(
            DeviceCommand command, io.sealpost.schemas.PublishPrekeys publish) {
        return new PublishPrekeys(
                command.getCommandId(),
                owner(command, publish.getRecipient()),
                new DeviceId(publish.getDevice()),
                prekeys(publish.getPrekeys()));
    }

    private static RevokeDevice revokeDevice(DeviceCommand command, Revoke revoke) {
        return new RevokeDevice(
                command.getCommandId(),
                owner(command, revoke.getRecipient()),
                new DeviceId(revoke.getDevice()));
    }

    private static RecipientRef owner(DeviceCommand command, String recipient) {
        return new RecipientRef(new BusinessId(command.getBusiness()), new RecipientId(recipient));
    }

    private static Device device(io.sealpost.schemas.Device device) {
        return new Device(
                new DeviceId(device.getDevice()),
                VerifyKey.of(AvroBytes.of(device.getIdentityKey())),
                device.getSuites());
    }

    private static List<SignedPrekey> prekeys(List<io.sealpost.schemas.Prekey> prekeys) {
        return prekeys.stream().map(DirectoryReader::prekey).toList();
    }

    private static SignedPrekey prekey(io.sealpost.schemas.Prekey record) {
        Prekey prekey =
                new Prekey(
                        DirectoryEnums.domain(record.getKind()),
                        Suite.of(record.getSuite())
                                .orElseThrow(
                                        () -> new IllegalArgumentException("an unknown suite")),
                        record.getNotAfter(),
                        XWingPublicKey.of(AvroBytes.of(record.getPublicKey())));
        if (!prekey.keyId().bytes().equals(bytes(record.getKeyId()))) {
            throw new IllegalArgumentException("the key id of another key");
        }
        return new SignedPrekey(prekey, bytes(record.getSignature()));
    }

    private static Bytes bytes(ByteBuffer buffer) {
        return Bytes.owned(AvroBytes.of(buffer));
    }
}
