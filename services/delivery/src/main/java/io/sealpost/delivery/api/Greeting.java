package io.sealpost.delivery.api;

import io.quarkus.websockets.next.WebSocketConnection;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.api.Frames.HelloFrame;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.Devices;
import io.sealpost.delivery.store.Devices.ListedDevice;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.socket.ChallengeResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Lets in a device that signs the challenge with the key its newest list names. */
@ApplicationScoped
class Greeting {

    /** A session and what the device is told of its list. */
    record Welcome(Session session, long listVersion) {}

    private final Pool pool;
    private final String origin;

    @Inject
    Greeting(Pool pool, DeliveryConfig config) {
        this.pool = pool;
        this.origin = config.origin().toString();
    }

    /** Fails with a {@link Refusal}, or with the outage that stands in the way. */
    Uni<Welcome> greet(WebSocketConnection connection, Bytes nonce, HelloFrame frame) {
        ChallengeResponse hello = hello(nonce, frame);
        DeviceAddress address = new DeviceAddress(hello.business(), hello.device());
        return Devices.find(pool, address, hello.recipient())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(standing -> verified(hello, frame, standing))
                .chain(
                        standing ->
                                Devices.takeOver(pool, address)
                                        .map(
                                                epoch ->
                                                        new Welcome(
                                                                new Session(
                                                                        connection,
                                                                        address,
                                                                        hello.recipient(),
                                                                        standing.key(),
                                                                        epoch),
                                                                standing.listVersion())));
    }

    private ChallengeResponse hello(Bytes nonce, HelloFrame frame) {
        try {
            return new ChallengeResponse(
                    origin,
                    new BusinessId(frame.business()),
                    new RecipientId(frame.recipient()),
                    new DeviceId(frame.device()),
                    nonce);
        } catch (IllegalArgumentException badForm) {
            throw new Refusal(ErrorCode.BAD_FRAME);
        }
    }

    private static ListedDevice verified(
            ChallengeResponse hello, HelloFrame frame, Optional<ListedDevice> found) {
        ListedDevice standing = found.orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_DEVICE));
        if (!hello.isSignedBy(standing.key(), signature(frame))) {
            throw new Refusal(ErrorCode.BAD_SIGNATURE);
        }
        return standing;
    }

    private static byte[] signature(HelloFrame frame) {
        try {
            return Frames.bytes(frame.signature());
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal(ErrorCode.BAD_FRAME);
        }
    }
}
