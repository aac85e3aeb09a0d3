package io.sealpost.encryption.api;

import io.sealpost.encryption.EncryptionConfig;
import io.sealpost.encryption.api.Json.BusinessRecordBody;
import io.sealpost.encryption.api.Json.DeviceListBody;
import io.sealpost.encryption.domain.Ruling.Verdict;
import io.sealpost.encryption.store.GatewayKeyStore;
import io.sealpost.hop.Outcome;
import io.sealpost.http.Problem;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.DeviceList;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/** What HTTP says of a stored outcome. */
@Singleton
class Answers {
    private static final String SOCKET = "/v1/devices/socket";

    private final Pool pool;
    private final GatewayKeyStore records;
    private final Codec<DeviceList> lists;
    private final Codec<BusinessRecord> businessRecords;
    private final String origin;

    @Inject
    Answers(Pool pool, GatewayKeyStore records, SchemaRegistry registry, EncryptionConfig config) {
        this.pool = pool;
        this.records = records;
        this.lists = new Codec<>(registry, DeviceList.class);
        this.businessRecords = new Codec<>(registry, BusinessRecord.class);
        this.origin = config.deliveryOrigin().toString();
    }

    /** A device's welcome: what it must verify, and where to connect. */
    record Enrolled(
            DeviceListBody deviceList,
            BusinessRecordBody businessRecord,
            String socket,
            String origin) {}

    record Revoked(DeviceListBody deviceList) {}

    Uni<Response> of(Outcome outcome) {
        Verdict verdict = Verdict.valueOf(outcome.verdict());
        return switch (verdict) {
            case TICKET_ISSUED -> item(Response.status(201).entity(status(verdict)).build());
            case PREKEYS_PUBLISHED -> item(Response.ok(status(verdict)).build());
            case REFUSED -> item(refused(Reason.valueOf(outcome.reason())));
            case ENROLLED -> enrolled(outcome);
            case REVOKED -> item(Response.ok(new Revoked(Json.of(list(outcome)))).build());
        };
    }

    private static Response refused(Reason reason) {
        return Problem.of(status(reason), "Refused", reason.name());
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

    private Uni<Response> enrolled(Outcome outcome) {
        DeviceList list = list(outcome);
        return records.record(pool, new BusinessId(list.getBusiness()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(stored -> value(businessRecords.decode(stored.orElseThrow())))
                .map(record -> new Enrolled(Json.of(list), Json.of(record), socket(origin), origin))
                .map(welcome -> Response.status(201).entity(welcome).build());
    }

    private DeviceList list(Outcome outcome) {
        return value(lists.decode(Objects.requireNonNull(outcome.detail())));
    }

    /** {@code http://…} to {@code ws://…}, {@code https://…} to {@code wss://…}. */
    private static String socket(String origin) {
        return URI.create("ws" + origin.substring("http".length()) + SOCKET).toString();
    }

    private static Map<String, String> status(Verdict verdict) {
        return Map.of("status", verdict.name());
    }

    private static <T> T value(Decoded<T> decoded) {
        if (decoded instanceof Value<T>(T value)) {
            return value;
        }
        throw new IllegalStateException("a stored object cannot be read");
    }

    private static Uni<Response> item(Response response) {
        return Uni.createFrom().item(response);
    }
}
