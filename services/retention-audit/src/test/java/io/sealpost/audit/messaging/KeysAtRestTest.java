package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Samples;
import io.sealpost.audit.domain.AuditSubject;
import io.sealpost.audit.store.AuditKeyStore;
import io.sealpost.audit.store.KeyCustody;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.id.BusinessId;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key-encryption key that did not wrap the stored keys is of no use. */
@QuarkusTest
@OnRealParts
class KeysAtRestTest {
    @Inject RunningLog log;
    @Inject Pool pool;
    @Inject AuditConfig config;
    @Inject Kek kek;

    @Test
    void anotherKekNeitherUnwrapsNorCreatesAKey(@TempDir Path folder) {
        Samples message = RunningLog.accept(1).getFirst();
        log.awaitEvents(message.id(), 1);
        List<AuditSubject> known = List.of(subject(message));
        List<AuditSubject> unknown = List.of(subject(Samples.message("acme")));
        AuditKeyStore ours = new KeyCustody(pool, config, kek).keyStore();
        Kek other = Kek.at(Kek.create(folder.resolve("other.json")));
        AuditKeyStore theirs = new KeyCustody(pool, config, other).keyStore();

        assertThat(ours.findOrCreate(known).created()).isEmpty();
        assertThat(ours.findOrCreate(unknown).created()).hasSize(1);
        assertThatThrownBy(() -> theirs.findOrCreate(known)).isInstanceOf(WrongKek.class);
        assertThatThrownBy(() -> theirs.findOrCreate(unknown)).isInstanceOf(WrongKek.class);
    }

    private static AuditSubject subject(Samples message) {
        return new AuditSubject(new BusinessId(message.business()), message.recipient());
    }
}
