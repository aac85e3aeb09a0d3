package io.sealpost.consent.store;

import io.sealpost.kms.Kek;
import io.sealpost.kms.WrongKek;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * The key K of docs/design.md §2, which recipient ids and address hashes are made with. Generated
 * once, stored wrapped and never rotated: another key would give every person another id.
 */
@ApplicationScoped
class RecipientIdKey {
    private static final String NAME = "recipient";
    private static final int SIZE = 32;
    private static final String FIND = "select wrapped from service_key where name = $1";
    private static final String ADD =
            "insert into service_key (name, wrapped) values ($1, $2) on conflict do nothing";

    private final Pool pool;
    private final Kek kek;
    private volatile @Nullable Secret cached;

    @Inject
    RecipientIdKey(Pool pool, Kek kek) {
        this.pool = pool;
        this.kek = kek;
    }

    Uni<Secret> get() {
        Secret key = cached;
        return key != null ? Uni.createFrom().item(key) : generatedOnce();
    }

    /** The first replica to insert decides; every replica reads the key that is stored. */
    private Uni<Secret> generatedOnce() {
        return Uni.createFrom()
                .item(() -> Buffer.buffer(kek.wrap(Secret.random(SIZE), context())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(wrapped -> pool.preparedQuery(ADD).execute(Tuple.of(NAME, wrapped)))
                .chain(() -> pool.preparedQuery(FIND).execute(Tuple.of(NAME)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> unwrapped(rows.iterator().next().getBuffer(0).getBytes()))
                .invoke(key -> cached = key);
    }

    private Secret unwrapped(byte[] wrapped) {
        return kek.unwrap(wrapped, context()).orElseThrow(() -> new WrongKek("recipient key"));
    }

    private static Canonical context() {
        return Canonical.labelled("sealpost/service-key/v1").text("consent").text(NAME);
    }
}
