package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.MovableClock;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.keys.Epochs;
import io.sealpost.encryption.keys.KeyCustody;
import io.sealpost.encryption.sealing.GatewaySessionCache;
import io.sealpost.encryption.store.EpochStore;
import io.sealpost.hop.Publisher;
import io.sealpost.kms.Kek;
import io.sealpost.kms.KekUnavailable;
import io.sealpost.kms.WrongKek;
import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.testing.MissingKeyset;
import io.sealpost.wire.SchemaRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class KeysAtRestTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Inject Scene scene;
    @Inject Tenant tenant;
    @Inject Pool pool;
    @Inject Kek kek;
    @Inject EpochKeeper keeper;
    @Inject EpochStore store;
    @Inject GatewaySessionCache sessions;
    @Inject Publisher publisher;
    @Inject SchemaRegistry registry;
    @Inject MovableClock clock;

    @Test
    void withoutTheKekNoRowGivesAKey(@TempDir Path folder) {
        BusinessId business = scene.business();
        String epoch = tenant.newestEpoch().id();

        KeyCustody ours = new KeyCustody(kek, clock);
        KeyCustody theirs = new KeyCustody(other(folder), clock);

        assertThat(ours.gatewayKey(pool, business).verifyKey())
                .isEqualTo(scene.gatewayKey(business));
        assertThat(ours.opensEpoch(pool, epoch)).isTrue();
        assertThatThrownBy(() -> theirs.gatewayKey(pool, business)).isInstanceOf(WrongKek.class);
        assertThatThrownBy(() -> theirs.opensEpoch(pool, epoch)).isInstanceOf(WrongKek.class);
    }

    /** The right KEK could not unwrap a key that another one wrapped. */
    @Test
    void anotherKekMakesNoKeyForANewBusiness(@TempDir Path folder) {
        var unused = scene.business();
        BusinessId without = new BusinessId("without-a-key");
        KeyCustody ours = new KeyCustody(kek, clock);
        KeyCustody theirs = new KeyCustody(other(folder), clock);

        assertThat(ours.gatewayKeys(pool, without)).isEmpty();
        assertThatThrownBy(() -> theirs.gatewayKeys(pool, without)).isInstanceOf(WrongKek.class);
        assertThat(ours.newGatewayKey(pool, without)).isNotEmpty();
        assertThatThrownBy(() -> theirs.newGatewayKey(pool, without)).isInstanceOf(WrongKek.class);
    }

    @Test
    void anotherKekMakesNoEpochOnANewDay(@TempDir Path folder) {
        var unused = scene.business();
        updateAndPublish();
        List<String> before = everMade();
        clock.move(Duration.ofDays(1));

        assertThatThrownBy(keeper(other(folder))::update).isInstanceOf(WrongKek.class);

        keeper.publish();
        assertThat(everMade()).isEqualTo(before);
        updateAndPublish();
        assertThat(everMade()).hasSize(before.size() + 1);
    }

    @Test
    void epochsAreDestroyedInTimeWhileTheKekIsUnavailable(@TempDir Path folder) {
        updateAndPublish();
        String epoch = tenant.newestEpoch().id();
        EpochKeeper without = keeper(Kek.at(MissingKeyset.SCHEME + folder.resolve("none.json")));
        assertThat(holdsPrivateKey(epoch)).isTrue();
        clock.move(Duration.ofHours(49));

        assertThatThrownBy(without::update).isInstanceOf(KekUnavailable.class);

        assertThat(holdsPrivateKey(epoch)).isFalse();
    }

    private boolean holdsPrivateKey(String epoch) {
        return pool.preparedQuery("select wrapped_private from gateway_epoch where id = $1")
                        .execute(Tuple.of(epoch))
                        .await()
                        .atMost(TIMEOUT)
                        .iterator()
                        .next()
                        .getBuffer(0)
                != null;
    }

    @Test
    void noRowHoldsAnUnwrappedPrivateKey() {
        BusinessId business = scene.business();
        byte[] seed = new KeyCustody(kek, clock).gatewayKey(pool, business).seed().reveal();

        String hex = HexFormat.of().formatHex(seed);
        boolean found =
                pool.preparedQuery(
                                "select 1 from gateway_key where encode(wrapped_private, 'hex')"
                                        + " like '%' || $1 || '%'")
                        .execute(Tuple.of(hex))
                        .await()
                        .atMost(TIMEOUT)
                        .iterator()
                        .hasNext();

        assertThat(found).isFalse();
    }

    @Test
    void aBusinessThatIsPublishedTwiceKeepsItsKey() {
        BusinessId business = scene.business();
        var before = scene.gatewayKey(business);

        scene.publishAgain(business);

        assertThat(scene.records(business)).hasSizeGreaterThan(1);
        assertThat(scene.records(business)).allMatch(scene.records(business).getFirst()::equals);
        assertThat(scene.gatewayKey(business)).isEqualTo(before);
    }

    @Test
    void concurrentRoundsMakeOneEpoch() {
        updateAndPublish();
        List<String> before = everMade();
        clock.move(Duration.ofMinutes(50));

        List.of(1, 2, 3, 4).parallelStream().forEach(round -> updateAndPublish());

        assertThat(everMade()).hasSize(before.size() + 1).containsAll(before);
    }

    private static Kek other(Path folder) {
        return Kek.at(Kek.create(folder.resolve("other.json")));
    }

    private EpochKeeper keeper(Kek with) {
        Epochs epochs = new KeyCustody(with, clock).epochs();
        return new EpochKeeper(pool, epochs, store, sessions, publisher, registry, clock);
    }

    private void updateAndPublish() {
        keeper.update();
        keeper.publish();
    }

    private List<String> everMade() {
        return scene.all("gateway-epochs", GatewayEpoch.class, epoch -> true).stream()
                .map(GatewayEpoch::getId)
                .distinct()
                .toList();
    }
}
