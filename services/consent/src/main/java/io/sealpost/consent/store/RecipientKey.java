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
 * K of DESIGN §2, behind every recipient id and address hash. Made once, kept wrapped, never
 * rotated: another key would be other people.
 */
@ApplicationScoped
class RecipientKey {
    private static final String NAME = "recipient";
    private static final int SIZE = 32;
    private static final String FIND = "select wrapped from service_key where name = $1";
    private static final String ADD =
            "insert into service_key (name, wrapped) values ($1, $2) on conflict do nothing";

    private final Pool pool;
    private final Kek kek;
    private volatile @Nullable Secret known;

    @Inject
    RecipientKey(Pool pool, Kek kek) {
        this.pool = pool;
        this.kek = kek;
    }

    Uni<Secret> get() {
        Secret key = known;
        return key != null ? Uni.createFrom().item(key) : madeOnce();
    }

    /** Whoever inserts first made it; everybody reads that one. */
    private Uni<Secret> madeOnce() {
        return Uni.createFrom()
                .item(() -> Buffer.buffer(kek.wrap(Secret.random(SIZE), context())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(mine -> pool.preparedQuery(ADD).execute(Tuple.of(NAME, mine)))
                .chain(() -> pool.preparedQuery(FIND).execute(Tuple.of(NAME)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> unwrapped(rows.iterator().next().getBuffer(0).getBytes()))
                .invoke(key -> known = key);
    }

    private Secret unwrapped(byte[] wrapped) {
        return kek.unwrap(wrapped, context()).orElseThrow(() -> new WrongKek("recipient key"));
    }

    private static Canonical context() {
        return Canonical.labelled("sealpost/service-key/v1").text("consent").text(NAME);
    }
}
