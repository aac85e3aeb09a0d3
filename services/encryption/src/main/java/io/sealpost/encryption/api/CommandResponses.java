package io.sealpost.encryption.api;

import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.api.SignedObjectBodies.BusinessRecordBody;
import io.sealpost.encryption.api.SignedObjectBodies.DeviceListBody;
import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.http.Problem;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The HTTP response to each outcome of a directory command. */
@Singleton
class CommandResponses {
    private static final String SOCKET_PATH = "/v1/devices/socket";

    private final Pool pool;
    private final GatewayKeyStore records;
    private final Codec<BusinessRecord> codec;
    private final String origin;

    @Inject
    CommandResponses(
            Pool pool, GatewayKeyStore records, SchemaRegistry registry, EncryptionConfig config) {
        this.pool = pool;
        this.records = records;
        this.codec = new Codec<>(registry, BusinessRecord.class);
        this.origin = config.deliveryOrigin().toString();
    }

    /** Of a command whose success needs no other answer. */
    record StatusBody(String status) {}

    /** What an enrolled device verifies, and where it connects. */
    record EnrolledBody(
            DeviceListBody deviceList,
            BusinessRecordBody businessRecord,
            String socket,
            String origin) {}

    /** The list without the device. */
    record RevokedBody(DeviceListBody deviceList) {}

    Uni<Response> of(DirectoryOutcome outcome) {
        return switch (outcome) {
            case TicketIssued() -> response(201, new StatusBody("TICKET_ISSUED"));
            case Enrolled(SignedDeviceList list) -> enrolled(list);
            case PrekeysPublished() -> response(200, new StatusBody("PREKEYS_PUBLISHED"));
            case Revoked(SignedDeviceList list) ->
                    response(200, new RevokedBody(SignedObjectBodies.of(list)));
            case Refused(Reason why) -> Uni.createFrom().item(refused(why));
        };
    }

    private static Response refused(Reason reason) {
        return Problem.of(status(reason), "The command was refused", reason.name());
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case UNKNOWN_BUSINESS, BAD_TICKET, UNKNOWN_DEVICE -> 404;
            case TICKET_USED, TOO_MANY_DEVICES, STALE_VERSION -> 409;
            case TICKET_EXPIRED -> 410;
            case BAD_PROOF, SIGNATURE_INVALID -> 403;
            default -> 422;
        };
    }

    private Uni<Response> enrolled(SignedDeviceList list) {
        DeviceListBody body = SignedObjectBodies.of(list);
        return records.record(pool, list.list().business())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(stored -> SignedObjectBodies.of(decoded(stored.orElseThrow())))
                .chain(
                        record ->
                                response(
                                        201,
                                        new EnrolledBody(body, record, socket(origin), origin)));
    }

    private BusinessRecord decoded(byte[] stored) {
        if (codec.decode(stored) instanceof Value<BusinessRecord>(BusinessRecord record)) {
            return record;
        }
        throw new IllegalStateException("a stored business record cannot be decoded");
    }

    /** {@code http://…} to {@code ws://…}, {@code https://…} to {@code wss://…}. */
    private static String socket(String origin) {
        return URI.create("ws" + origin.substring("http".length()) + SOCKET_PATH).toString();
    }

    private static Uni<Response> response(int status, Object body) {
        return Uni.createFrom().item(Response.status(status).entity(body).build());
    }
}
