package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Samples;
import io.sealpost.audit.domain.Subject;
import io.sealpost.audit.store.KeyCustody;
import io.sealpost.audit.store.SubjectKeys;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.id.BusinessId;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key-encryption key that is not this database's can do: nothing. */
@QuarkusTest
@OnRealParts
class KeysAtRestTest {
    @Inject RunningLog log;
    @Inject Pool pool;
    @Inject AuditConfig config;
    @Inject Kek kek;

    @Test
    void anotherKekNeitherReadsNorMakesAKey(@TempDir Path folder) {
        Samples message = RunningLog.accept(1).getFirst();
        log.awaitEvents(message.id(), 1);
        List<Subject> known = List.of(subject(message));
        List<Subject> unknown = List.of(subject(Samples.message("acme")));
        SubjectKeys ours = new KeyCustody(pool, config, kek).subjectKeys();
        Kek other = Kek.at(Kek.create(folder.resolve("other.json")));
        SubjectKeys theirs = new KeyCustody(pool, config, other).subjectKeys();

        assertThat(ours.of(known).made()).isEmpty();
        assertThat(ours.of(unknown).made()).hasSize(1);
        assertThatThrownBy(() -> theirs.of(known)).isInstanceOf(WrongKek.class);
        assertThatThrownBy(() -> theirs.of(unknown)).isInstanceOf(WrongKek.class);
    }

    private static Subject subject(Samples message) {
        return new Subject(new BusinessId(message.business()), message.recipient());
    }
}
