package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.testing.Wait;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class ProducerKeysTest {
    private static final SigningKey PRODUCER = SigningKey.generate();

    @Inject Scene scene;
    @Inject Tenant tenant;
    @Inject Pool pool;
    @Inject BulkSealing sealing;

    private RecipientRef owner;

    @BeforeEach
    void aRecipientOfANewBusinessWithAProducerKey() {
        owner = Scene.recipientOf(scene.business());
        assertThat(scene.enrolled(owner).owner()).isEqualTo(owner);
        scene.publish(owner.business(), 2, PRODUCER.verifyKey());
    }

    @Test
    void onlyContentThatTheRegisteredKeySignedIsSealed() {
        ClearedMessage signed = tenant.message(owner, "signed", PRODUCER);
        ClearedMessage unsigned = tenant.message(owner, "unsigned");
        ClearedMessage forged = tenant.message(owner, "forged", SigningKey.generate());

        tenant.send(signed, unsigned, forged);

        assertThat(tenant.step(signed).getKind()).isEqualTo(StepKind.SEALED);
        assertUnsealable(unsigned, Reason.SIGNATURE_INVALID);
        assertUnsealable(forged, Reason.SIGNATURE_INVALID);
    }

    @Test
    void anOlderVersionDoesNotRemoveTheKey() {
        ClearedMessage unsigned = tenant.message(owner, "unsigned");

        scene.publishAgain(owner.business());
        tenant.send(unsigned);

        assertUnsealable(unsigned, Reason.SIGNATURE_INVALID);
    }

    @Test
    void aNewerVersionWithoutAKeyRemovesIt() {
        ClearedMessage unsigned = tenant.message(owner, "unsigned");

        scene.publish(owner.business(), 3, null);
        tenant.send(unsigned);

        assertThat(tenant.step(unsigned).getKind()).isEqualTo(StepKind.SEALED);
    }

    @Test
    void anUnreadableRecordMakesTheBusinessUnknown() {
        ClearedMessage message = tenant.message(owner, "signed", PRODUCER);

        scene.send("businesses", owner.business().value(), new byte[] {7});
        // The topic has one partition: once this business is read, so is the record before it.
        assertThat(scene.business()).isNotEqualTo(owner.business());
        tenant.send(message);

        assertUnsealable(message, Reason.UNKNOWN_BUSINESS);
    }

    @Test
    void anOlderVersionAfterAnUnreadableRecordDoesNotRemoveTheKey() {
        ClearedMessage unsigned = tenant.message(owner, "unsigned");
        ClearedMessage signed = tenant.message(owner, "signed", PRODUCER);

        scene.send("businesses", owner.business().value(), new byte[] {7});
        scene.publishAgain(owner.business());
        tenant.send(unsigned);
        assertUnsealable(unsigned, Reason.UNKNOWN_BUSINESS);

        scene.publish(owner.business(), 2, PRODUCER.verifyKey());
        tenant.send(signed);
        assertThat(tenant.step(signed).getKind()).isEqualTo(StepKind.SEALED);
    }

    @Test
    void nothingIsSealedBeforeTheBusinessesTopicIsRead() {
        CompletableFuture<Void> read = new CompletableFuture<>();
        SealingStation station = sealing.station(Uni.createFrom().completionStage(read));

        CompletableFuture<UnaryOperator<SealingInput>> prepared =
                station.prepare(pool, List.of()).subscribeAsCompletionStage();

        assertThat(prepared).isNotDone();
        read.complete(null);
        assertThat(Wait.get(prepared)).isNotNull();
    }

    private void assertUnsealable(ClearedMessage message, Reason reason) {
        MessageStep step = tenant.step(message);
        assertThat(step.getKind()).isEqualTo(StepKind.UNSEALABLE);
        assertThat(step.getEnded().getReason()).isEqualTo(reason);
    }
}
