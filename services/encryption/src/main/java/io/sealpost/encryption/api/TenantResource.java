package io.sealpost.encryption.api;

import io.sealpost.encryption.api.Json.DeviceListBody;
import io.sealpost.encryption.domain.Directory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.messaging.SignedObjects;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.http.RequestTimeout;
import io.sealpost.http.Problem;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.IssueTicket;
import io.sealpost.schemas.Revoke;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** What a business asks of the directory: always of its own recipients, whom its token names. */
@Path("/v1")
@RolesAllowed("tenant")
public class TenantResource {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Commands commands;
    private final DirectoryStore store;
    private final Pool pool;
    private final InstantSource clock;
    private final JsonWebToken token;

    @Inject
    TenantResource(
            Commands commands,
            DirectoryStore store,
            Pool pool,
            InstantSource clock,
            JsonWebToken token) {
        this.commands = commands;
        this.store = store;
        this.pool = pool;
        this.clock = clock;
        this.token = token;
    }

    record TicketBody(
            @Nullable String ticket,
            @Nullable String recipient,
            @Nullable Long expiresAt,
            byte @Nullable [] redeemHash) {}

    /** The list, and by which ticket each device came, for the business to check the MACs. */
    record Devices(DeviceListBody deviceList, List<Came> enrolments) {}

    record Came(String device, String ticket, byte[] mac) {}

    @POST
    @Path("/tickets")
    public Uni<Response> issue(TicketBody body) {
        TicketBody asked = Form.need(body);
        String recipient = Form.need(asked.recipient());
        IssueTicket issue =
                IssueTicket.newBuilder()
                        .setTicket(Form.need(asked.ticket()))
                        .setRecipient(recipient)
                        .setExpiresAt(Instant.ofEpochMilli(Form.need(asked.expiresAt())))
                        .setRedeemHash(Form.bytes(asked.redeemHash()))
                        .build();
        return commands.ask(
                command(DeviceCommandKind.ISSUE_TICKET).setIssueTicket(issue).build(), recipient);
    }

    @DELETE
    @Path("/recipients/{recipient}/devices/{device}")
    public Uni<Response> revoke(
            @PathParam("recipient") String recipient, @PathParam("device") String device) {
        Revoke revoke = Revoke.newBuilder().setRecipient(recipient).setDevice(device).build();
        return commands.ask(command(DeviceCommandKind.REVOKE).setRevoke(revoke).build(), recipient);
    }

    @GET
    @Path("/recipients/{recipient}/devices")
    public Uni<Response> devices(@PathParam("recipient") String recipient) {
        if (!RecipientId.isValid(recipient)) {
            throw new Form.Bad();
        }
        RecipientRef ref = new RecipientRef(business(), new RecipientId(recipient));
        return RequestTimeout.limit(
                store.read(pool, ref).map(TenantResource::shown), Problem::unavailable);
    }

    private static Response shown(Directory directory) {
        SignedDeviceList signed = directory.signed();
        if (signed == null) {
            return Problem.of(404, "No device is enrolled", "NO_DEVICE");
        }
        List<Came> came =
                directory.holdings().entrySet().stream()
                        .map(
                                entry ->
                                        new Came(
                                                entry.getKey().value(),
                                                entry.getValue().ticket().value(),
                                                entry.getValue().mac().toArray()))
                        .toList();
        return Response.ok(new Devices(Json.of(SignedObjects.list(signed)), came)).build();
    }

    private DeviceCommand.Builder command(DeviceCommandKind kind) {
        UUID id = Ids.newRequestId(clock.instant(), RANDOM).value();
        return DeviceCommand.newBuilder()
                .setCommandId(id)
                .setBusiness(business().value())
                .setKind(kind);
    }

    private BusinessId business() {
        String subject = token.getSubject();
        if (subject == null || !BusinessId.isValid(subject)) {
            throw new Form.Bad();
        }
        return new BusinessId(subject);
    }
}
