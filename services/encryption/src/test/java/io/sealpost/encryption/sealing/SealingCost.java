package io.sealpost.encryption.sealing;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.ProducerKey.NotRegistered;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.SealTargets;
import io.sealpost.encryption.domain.SealTargets.SealTarget;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.sealing.SealingOutcome.Sealed;
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

/** Prints the CPU cost of opening and sealing 500 messages for one device each; run by hand. */
public final class SealingCost {
    private static final int BATCH = 500;
    private static final int ROUNDS = 20;
    private static final Instant NOW = InstantSource.system().instant();

    private record Work(SealRequest request, SealTargets targets) {}

    private SealingCost() {}

    public static void main(String[] arguments) {
        BusinessId business = new BusinessId("acme");
        XWingPrivateKey epoch = XWingPrivateKey.generate();
        EpochKey published =
                new EpochKey("e_1", Suite.X_WING, epoch.publicKey(), NOW.plus(Duration.ofHours(1)));
        GatewaySession session = GatewaySession.begin(business, published, NOW).orElseThrow();
        GatewaySessionOpener opener = new GatewaySessionOpener(Suite.X_WING, "e_1", epoch);
        Usable usable = new Usable("e_1", opener, NOW.plus(Duration.ofHours(48)));
        MessageSealer sealer = new MessageSealer(new GatewaySessionCache(InstantSource.fixed(NOW)));
        SigningKey gateway = SigningKey.generate();
        List<Work> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(work(Scene.recipientOf(business), session));
        }
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long bytes = 0;
            for (Work work : batch) {
                SealingOutcome outcome =
                        sealer.seal(
                                work.request,
                                new NotRegistered(),
                                work.targets,
                                gateway,
                                usable,
                                KnownCheckpoint.NONE);
                bytes += ((Sealed) outcome).envelopes().list().getFirst().sealed().size();
            }
            long micros = (System.nanoTime() - start) / 1_000;
            System.out.printf(
                    "round %d: %.1f µs a message, %d bytes sealed%n",
                    round, micros / (double) BATCH, bytes / BATCH);
        }
    }

    private static Work work(RecipientRef to, GatewaySession session) {
        RequestId id = Ids.newRequestId(NOW, RandomGenerator.getDefault());
        GatewayHeader header =
                new GatewayHeader(
                        id,
                        to.recipient(),
                        new Purpose("orders"),
                        Category.UTILITY,
                        null,
                        null,
                        "text/plain; charset=utf-8",
                        NOW.plus(Duration.ofDays(30)));
        var content = session.seal(header, Secret.random(120).reveal(), NOW).orElseThrow();
        SealRequest request =
                new SealRequest(
                        Ids.messageId(to.business(), id),
                        to,
                        header,
                        Suite.X_WING,
                        session.epoch(),
                        session.envelope(),
                        content,
                        null);
        Phone phone = Phone.of(to);
        SealTarget target =
                new SealTarget(
                        phone.device().id(),
                        Suite.X_WING,
                        KeyId.of(Suite.X_WING, phone.prekey().publicKey()),
                        phone.prekey().publicKey(),
                        NOW.plus(Duration.ofDays(60)));
        return new Work(request, new SealTargets(1, Sha256.OF_NOTHING, List.of(target)));
    }
}
