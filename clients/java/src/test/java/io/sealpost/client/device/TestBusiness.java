package io.sealpost.client.device;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.BusinessRecord;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.directory.Ticket;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.DeviceSealer;
import io.sealpost.seal.message.Direction;
import io.sealpost.seal.message.SealingResult;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GATEWAY-only business with its keys: makes signed objects and sealed messages. */
final class TestBusiness {
    static final BusinessId ID = new BusinessId("acme");
    private static final SecureRandom RANDOM = new SecureRandom();

    final SigningKey gatewayKey = SigningKey.generate();
    final SigningKey logKey = SigningKey.generate();
    final Secret ticketKey = Secret.random(32);

    SignedBusinessRecord record() {
        return record(1, null, List.of(gatewayKey), gatewayKey);
    }

    SignedBusinessRecord record(
            long version, @Nullable Sha256 previous, List<SigningKey> gateways, SigningKey signer) {
        Instant from = Instant.ofEpochMilli(1_700_000_000_000L);
        return new BusinessRecord(
                        ID,
                        version,
                        previous,
                        null,
                        gateways.stream().map(SigningKey::verifyKey).toList(),
                        null,
                        List.of(Mode.GATEWAY),
                        from,
                        from.plus(Duration.ofDays(3_650)))
                .signedBy(Signer.GATEWAY_KEY, signer);
    }

    SignedDeviceList list(RecipientId recipient, List<Device> devices) {
        return list(recipient, 1, null, devices, gatewayKey);
    }

    SignedDeviceList list(
            RecipientId recipient,
            long version,
            @Nullable Sha256 previous,
            List<Device> devices,
            SigningKey signer) {
        Instant at = Instant.ofEpochMilli(1_750_000_000_000L + version);
        return new DeviceList(ID, recipient, version, previous, devices, List.of(), at)
                .signedBy(Signer.GATEWAY_KEY, signer);
    }

    TicketLink link(RecipientId recipient, String origin) {
        return new TicketLink(
                Ticket.of(ticketKey, TicketId.of(bits())),
                ID,
                recipient,
                Signer.GATEWAY_KEY,
                gatewayKey.verifyKey().fingerprint(),
                logKey.verifyKey(),
                origin,
                Instant.ofEpochMilli(System.currentTimeMillis() + 86_400_000));
    }

    static DeviceIdentity identity() {
        return new DeviceIdentity(
                ID, RecipientId.of(bits()), DeviceId.of(bits()), SigningKey.generate());
    }

    static Device device(DeviceIdentity identity) {
        return new Device(identity.device(), identity.key().verifyKey(), List.of(1));
    }

    static Context context(
            RecipientId recipient, DeviceId device, XWingPublicKey key, Instant sentAt) {
        return context(recipient, device, key, sentAt, Category.UTILITY);
    }

    static Context context(
            RecipientId recipient,
            DeviceId device,
            XWingPublicKey key,
            Instant sentAt,
            Category category) {
        MessageId id = Ids.messageId(ID, Ids.newRequestId(sentAt, RANDOM));
        return new Context(
                Suite.X_WING,
                Mode.GATEWAY,
                Direction.TO_RECIPIENT,
                ID,
                id,
                recipient,
                device,
                KeyId.of(Suite.X_WING, key),
                new Purpose("orders"),
                category,
                null,
                null,
                "text/plain; charset=utf-8",
                id.sentAt(),
                id.sentAt().plus(Duration.ofDays(1)));
    }

    PushedMessage sealed(Context context, SignedDeviceList list, XWingPublicKey to, String text) {
        return sealed(context, list, to, text, gatewayKey);
    }

    PushedMessage sealed(
            Context context,
            SignedDeviceList list,
            XWingPublicKey to,
            String text,
            SigningKey signer) {
        Body body =
                Body.withoutCheckpoint(
                        list.list().version(),
                        list.list().hash(),
                        Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
        if (DeviceSealer.seal(context, body, to, signer) instanceof SealingResult.Sealed sealed) {
            return pushed(context, sealed.envelope().toArray());
        }
        throw new AssertionError("the message could not be sealed");
    }

    static PushedMessage pushed(Context context, byte[] envelope) {
        return new PushedMessage(
                context.message().value(),
                context.suite().code(),
                context.mode().name(),
                context.direction().name(),
                context.business().value(),
                context.recipient().value(),
                context.device().value(),
                context.key().bytes().toArray(),
                context.purpose().value(),
                context.category().name(),
                context.templateId(),
                context.templateVersion(),
                context.contentType(),
                context.sentAt().toEpochMilli(),
                context.expiresAt().toEpochMilli(),
                envelope);
    }

    static byte[] bits() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return bits;
    }

    static <T> List<T> with(List<T> before, T one) {
        List<T> longer = new ArrayList<>(before);
        longer.add(one);
        return longer;
    }
}
