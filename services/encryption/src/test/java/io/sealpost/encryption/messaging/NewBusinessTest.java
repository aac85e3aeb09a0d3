package io.sealpost.encryption.messaging;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Businesses and the commands of their devices arrive on two topics, in any order. */
@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class NewBusinessTest {
    @Inject Scene scene;
    @Inject Pool pool;

    @Test
    void aBusinessThatIsNotReadYetIsNotRefusedAsUnknown() {
        BusinessId business = new BusinessId("b" + Long.toString(System.nanoTime(), 36));
        Phone phone = Phone.of(Scene.recipientOf(business));
        SqlConnection connection = pool.getConnectionAndAwait();
        try {
            Transaction blocked = connection.beginAndAwait();
            connection.query("lock table producer_key in exclusive mode").executeAndAwait();

            scene.send(business, 1, null);
            UUID unused = scene.sendEnrolment(phone);
            // Long enough for a wrong decision.
            await().during(Duration.ofSeconds(1)).until(() -> !scene.isListed(phone));
            blocked.rollbackAndAwait();
        } finally {
            connection.closeAndAwait();
        }

        Wait.until(() -> scene.isListed(phone));
    }
}
