package io.sealpost.encryption.messaging;

import static io.sealpost.encryption.messaging.ClearedMessages.bytes;

import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.Enrol;
import io.sealpost.schemas.IssueTicket;
import io.sealpost.schemas.PublishPrekeys;
import io.sealpost.schemas.Revoke;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the record to the command. */
public final class DirectoryCommands {
    private static final int MOST_PREKEYS = 20;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private DirectoryCommands() {}

    /** What has a wrong form is set aside; HTTP refuses it before it gets here. */
    public static Decoded<DirectoryCommand> read(DeviceCommand told) {
        if (told.getKind() == DeviceCommandKind.UNKNOWN) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
        try {
            DirectoryCommand command = command(told);
            return command == null
                    ? new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD)
                    : new Value<>(command);
        } catch (IllegalArgumentException e) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    private static @Nullable DirectoryCommand command(DeviceCommand told) {
        IssueTicket issue = told.getIssueTicket();
        Enrol enrol = told.getEnrol();
        PublishPrekeys publish = told.getPublishPrekeys();
        Revoke revoke = told.getRevoke();
        return switch (told.getKind()) {
            case ISSUE_TICKET -> issue == null ? null : issue(told, issue);
            case ENROL -> enrol == null ? null : enrol(told, enrol);
            case PUBLISH_PREKEYS -> publish == null ? null : publish(told, publish);
            case REVOKE -> revoke == null ? null : revoke(told, revoke);
            case UNKNOWN -> null;
        };
    }

    private static DirectoryCommand issue(DeviceCommand command, IssueTicket issue) {
        return new DirectoryCommand.IssueTicket(
                command.getCommandId(),
                about(command, issue.getRecipient()),
                new TicketId(issue.getTicket()),
                bounded(issue.getExpiresAt()),
                new Sha256(bytes(issue.getRedeemHash())));
    }

    private static DirectoryCommand enrol(DeviceCommand command, Enrol enrol) {
        return new DirectoryCommand.Enrol(
                command.getCommandId(),
                about(command, enrol.getRecipient()),
                new TicketId(enrol.getTicket()),
                Secret.of(array(enrol.getRedeem())),
                device(enrol.getDevice()),
                new Sha256(bytes(enrol.getMac())).bytes(),
                prekeys(enrol.getPrekeys()));
    }

    private static DirectoryCommand publish(DeviceCommand command, PublishPrekeys publish) {
        return new DirectoryCommand.PublishPrekeys(
                command.getCommandId(),
                about(command, publish.getRecipient()),
                new DeviceId(publish.getDevice()),
                prekeys(publish.getPrekeys()));
    }

    private static DirectoryCommand revoke(DeviceCommand command, Revoke revoke) {
        return new DirectoryCommand.Revoke(
                command.getCommandId(),
                about(command, revoke.getRecipient()),
                new DeviceId(revoke.getDevice()));
    }

    private static RecipientRef about(DeviceCommand command, String recipient) {
        return new RecipientRef(new BusinessId(command.getBusiness()), new RecipientId(recipient));
    }

    private static Device device(io.sealpost.schemas.Device device) {
        return new Device(
                new DeviceId(device.getDevice()),
                VerifyKey.of(array(device.getIdentityKey())),
                device.getSuites());
    }

    private static List<SignedPrekey> prekeys(List<io.sealpost.schemas.Prekey> prekeys) {
        if (prekeys.isEmpty() || prekeys.size() > MOST_PREKEYS) {
            throw new IllegalArgumentException("1 to 20 prekeys");
        }
        return prekeys.stream().map(DirectoryCommands::prekey).toList();
    }

    private static SignedPrekey prekey(io.sealpost.schemas.Prekey told) {
        Prekey prekey =
                new Prekey(
                        PrekeyKind.valueOf(told.getKind().name()),
                        Suite.of(told.getSuite())
                                .orElseThrow(() -> new IllegalArgumentException("suite")),
                        bounded(told.getNotAfter()),
                        XWingPublicKey.of(array(told.getPublicKey())));
        if (!prekey.keyId().bytes().equals(bytes(told.getKeyId()))) {
            throw new IllegalArgumentException("a key id follows from the key");
        }
        return new SignedPrekey(prekey, bytes(told.getSignature()));
    }

    /** A column has an end; a time beyond it would hold up everyone's batch. */
    private static Instant bounded(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("time");
        }
        return time;
    }

    private static byte[] array(ByteBuffer buffer) {
        return bytes(buffer).toArray();
    }
}
