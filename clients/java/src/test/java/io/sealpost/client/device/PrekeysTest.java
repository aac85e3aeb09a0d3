package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.key.KeyId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrekeysTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private final DeviceIdentity identity = TestBusiness.identity();

    @Test
    void anUnpublishedKeyIsPublishedNext() {
        try (DeviceStore store = DeviceStore.open(folder.resolve("phone"))) {
            KeyId made = next(new Prekeys(store.database(), identity), START);

            assertThat(next(new Prekeys(store.database(), identity), START.plus(WEEK)))
                    .isEqualTo(made);
        }
    }

    @Test
    void aKeyIsReplacedAfterAWeekAndKeptWhileMessagesSealedToItMayArrive() {
        try (DeviceStore store = DeviceStore.open(folder.resolve("phone"))) {
            Prekeys prekeys = new Prekeys(store.database(), identity);
            KeyId first = published(prekeys, START);
            assertThat(prekeys.isRotationDue(START.plus(Duration.ofDays(6)))).isFalse();
            assertThat(prekeys.isRotationDue(START.plus(WEEK))).isTrue();
            KeyId second = published(prekeys, START.plus(WEEK));

            prekeys.destroyOld(START.plus(Duration.ofDays(37)));
            assertThat(prekeys.opener(first)).isPresent();
            prekeys.destroyOld(START.plus(Duration.ofDays(38)));
            assertThat(prekeys.opener(first)).isEmpty();
            assertThat(prekeys.opener(second)).isPresent();
        }
    }

    @Test
    void aKeyThatExpiredBeforeItWasPublishedIsReplaced() {
        try (DeviceStore store = DeviceStore.open(folder.resolve("phone"))) {
            Prekeys prekeys = new Prekeys(store.database(), identity);
            KeyId expired = next(prekeys, START);
            Instant month = START.plus(Duration.ofDays(30));
            KeyId second = published(prekeys, month);

            assertThat(second).isNotEqualTo(expired);
            assertThat(prekeys.isRotationDue(month)).isFalse();
        }
    }

    @Test
    void aKeyIsFoundWhileOldOnesAreDestroyed() {
        try (DeviceStore store = DeviceStore.open(folder.resolve("phone"))) {
            Prekeys prekeys = new Prekeys(store.database(), identity);
            KeyId kept = published(prekeys, START);
            var destroying = CompletableFuture.runAsync(() -> destroyOften(prekeys));
            long looks = 0;
            long found = 0;
            while (!destroying.isDone()) {
                looks++;
                found += prekeys.opener(kept).isPresent() ? 1 : 0;
            }

            assertThat(destroying).isCompleted();
            assertThat(found).isEqualTo(looks).isPositive();
        }
    }

    @Test
    void aPrekeyIsSignedWithTheDevicesIdentityKey() {
        try (DeviceStore store = DeviceStore.open(folder.resolve("phone"))) {
            SignedPrekey prekey = new Prekeys(store.database(), identity).next(START);

            assertThat(
                            prekey.isSignedBy(
                                    identity.key().verifyKey(),
                                    identity.business(),
                                    identity.recipient(),
                                    identity.device()))
                    .isTrue();
        }
    }

    private static void destroyOften(Prekeys prekeys) {
        for (int i = 0; i < 200; i++) {
            prekeys.destroyOld(START);
        }
    }

    private static KeyId published(Prekeys prekeys, Instant at) {
        KeyId id = next(prekeys, at);
        prekeys.markPublished(id, at);
        return id;
    }

    private static KeyId next(Prekeys prekeys, Instant at) {
        return prekeys.next(at).prekey().keyId();
    }
}
