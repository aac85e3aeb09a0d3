package io.sealpost.delivery.socket;

import io.quarkus.websockets.next.WebSocketConnection;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.delivery.socket.SocketFrames.HelloFrame;
import io.sealpost.delivery.store.DeviceOwners;
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

/**
 * Accepts a device that is in its recipient's newest device list and has signed the challenge with
 * the key listed there.
 */
@ApplicationScoped
class Handshake {

    /** The new session, and the version of the device list that delivery knows. */
    record Accepted(DeviceSession session, long listVersion) {}

    private final Pool pool;
    private final String origin;

    @Inject
    Handshake(Pool pool, DeliveryConfig config) {
        this.pool = pool;
        this.origin = config.origin().toString();
    }

    /** Fails with {@link FrameRefused}, or with the failure of the database. */
    Uni<Accepted> accept(WebSocketConnection connection, Bytes nonce, HelloFrame hello) {
        ChallengeResponse response = response(nonce, hello);
        DeviceAddress address = new DeviceAddress(response.business(), response.device());
        return Devices.find(pool, address, response.recipient())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> verified(response, hello, found))
                .chain(
                        device ->
                                DeviceOwners.takeOver(pool, address)
                                        .map(
                                                epoch ->
                                                        new DeviceSession(
                                                                connection,
                                                                address,
                                                                response.recipient(),
                                                                device.key(),
                                                                epoch))
                                        .map(
                                                session ->
                                                        new Accepted(
                                                                session, device.listVersion())));
    }

    private ChallengeResponse response(Bytes nonce, HelloFrame hello) {
        try {
            return new ChallengeResponse(
                    origin,
                    new BusinessId(hello.business()),
                    new RecipientId(hello.recipient()),
                    new DeviceId(hello.device()),
                    nonce);
        } catch (IllegalArgumentException badForm) {
            throw new FrameRefused(SocketError.BAD_FRAME);
        }
    }

    private static ListedDevice verified(
            ChallengeResponse response, HelloFrame hello, Optional<ListedDevice> found) {
        ListedDevice device = found.orElseThrow(() -> new FrameRefused(SocketError.UNKNOWN_DEVICE));
        if (!response.isSignedBy(device.key(), SocketFrames.bytes(hello.signature()))) {
            throw new FrameRefused(SocketError.BAD_SIGNATURE);
        }
        return device;
    }
}
