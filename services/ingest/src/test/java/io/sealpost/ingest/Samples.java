package io.sealpost.ingest;

import io.sealpost.schemas.Category;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Requests that are right in every field, to be spoilt by tests. */
public final class Samples {
    public static final String BUSINESS = "acme";
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private Samples() {}

    /** A GATEWAY request of {@link #BUSINESS} sent at that time, to a new recipient. */
    public static SendRequest.Builder request(Instant sentAt) {
        return SendRequest.newBuilder()
                .setRequestId(Ids.newRequestId(sentAt, RANDOM).value())
                .setBusiness(BUSINESS)
                .setRecipient(recipient())
                .setMode(Mode.GATEWAY)
                .setPurpose("order-updates")
                .setCategory(Category.UTILITY)
                .setExpiresAt(sentAt.plus(Duration.ofHours(1)))
                .setGateway(content(256).build());
    }

    public static String recipient() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return RecipientId.of(bits).value();
    }

    /** Content whose sizes are right; only encryption can tell that it opens to nothing. */
    public static GatewayContent.Builder content(int padded) {
        return GatewayContent.newBuilder()
                .setSuite(1)
                .setEpoch("e-1")
                .setSessionEnvelope(bytes(1_168))
                .setNonce(bytes(12))
                .setCiphertext(bytes(padded + 16));
    }

    public static ByteBuffer bytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
