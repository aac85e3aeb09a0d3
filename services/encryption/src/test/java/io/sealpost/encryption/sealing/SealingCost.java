package io.sealpost.encryption.sealing;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.sealing.Bundle.Target;
import io.sealpost.encryption.sealing.ProducerKey.NotRegistered;
import io.sealpost.encryption.sealing.Sealing.Sealed;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.GatewaySessionOpener;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Prints what it costs to open and seal a batch of 500, one device each; run by hand. */
public final class SealingCost {
    private static final int BATCH = 500;
    private static final int ROUNDS = 20;
    private static final Instant NOW = InstantSource.system().instant();

    private record Work(Letter letter, Bundle bundle) {}

    private SealingCost() {}

    public static void main(String[] arguments) {
        BusinessId business = new BusinessId("acme");
        XWingPrivateKey epoch = XWingPrivateKey.generate();
        EpochKey told =
                new EpochKey("e_1", Suite.X_WING, epoch.publicKey(), NOW.plus(Duration.ofHours(1)));
        GatewaySession session = GatewaySession.begin(business, told, NOW).orElseThrow();
        GatewaySessionOpener opener = new GatewaySessionOpener(Suite.X_WING, "e_1", epoch);
        Usable usable = new Usable("e_1", opener, NOW.plus(Duration.ofHours(48)));
        MessageSealer sealer = new MessageSealer(new OpenSessions(InstantSource.fixed(NOW)));
        SigningKey gateway = SigningKey.generate();
        List<Work> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(work(Scene.recipientOf(business), session));
        }
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long bytes = 0;
            for (Work work : batch) {
                Sealing sealing =
                        sealer.seal(
                                work.letter,
                                new NotRegistered(),
                                work.bundle,
                                gateway,
                                usable,
                                Checkpoint.NONE);
                bytes += ((Sealed) sealing).envelopes().toBytes().length;
            }
            long micros = (System.nanoTime() - start) / 1_000;
            System.out.printf(
                    "round %d: %.1f µs a message, %d bytes stored%n",
                    round, micros / (double) BATCH, bytes / BATCH);
        }
    }

    private static Work work(RecipientRef to, GatewaySession session) {
        RequestId request = Ids.newRequestId(NOW, RandomGenerator.getDefault());
        GatewayHeader header =
                new GatewayHeader(
                        request,
                        to.recipient(),
                        new Purpose("orders"),
                        Category.UTILITY,
                        null,
                        null,
                        "text/plain; charset=utf-8",
                        NOW.plus(Duration.ofDays(30)));
        var content = session.seal(header, Secret.random(120).reveal(), NOW).orElseThrow();
        Letter letter =
                new Letter(
                        Ids.messageId(to.business(), request),
                        to,
                        header,
                        Suite.X_WING,
                        session.epoch(),
                        session.envelope(),
                        content,
                        null);
        Phone phone = Phone.of(to);
        Target target =
                new Target(
                        phone.device().id(),
                        Suite.X_WING,
                        KeyId.of(Suite.X_WING, phone.prekey().publicKey()),
                        phone.prekey().publicKey(),
                        NOW.plus(Duration.ofDays(60)));
        return new Work(letter, new Bundle(1, Sha256.OF_NOTHING, List.of(target)));
    }
}
