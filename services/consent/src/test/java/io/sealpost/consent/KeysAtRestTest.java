package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.store.KeyCustody;
import io.sealpost.consent.store.StoredSubjectKey;
import io.sealpost.consent.store.SubjectKeyStore;
import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key-encryption key of another database cannot do anything with this one. */
@QuarkusTest
@OnRealParts
class KeysAtRestTest {
    @Inject Pool pool;
    @Inject Kek kek;

    @Test
    void anotherKekNeitherReadsNorMakesAKey(@TempDir Path folder) {
        Subject known = subject();
        Subject unknown = subject();
        SubjectKeyStore ours = new KeyCustody(pool, kek).subjectKeys();
        Kek other = Kek.at(Kek.create(folder.resolve("other.json")));
        SubjectKeyStore theirs = new KeyCustody(pool, other).subjectKeys();
        assertThat(answer(ours.ensure(Set.of(known)))).containsOnlyKeys(known);

        assertThatThrownBy(() -> answer(theirs.find(Set.of(known)))).isInstanceOf(WrongKek.class);
        assertThatThrownBy(() -> answer(theirs.ensure(Set.of(unknown))))
                .isInstanceOf(WrongKek.class);

        assertThat(answer(ours.find(Set.of(unknown)))).isEmpty();
    }

    private static Subject subject() {
        return new Subject(new BusinessId("at-rest"), new RecipientId(Platform.newRecipient()));
    }

    private static Map<Subject, StoredSubjectKey> answer(Uni<Map<Subject, StoredSubjectKey>> keys) {
        return keys.await().atMost(Duration.ofSeconds(10));
    }
}
