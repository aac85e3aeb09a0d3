package io.sealpost.encryption.api;

import io.sealpost.encryption.api.SignedObjectBodies.DeviceListBody;
import io.sealpost.encryption.domain.EnrolledDevice;
import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.http.Problem;
import io.sealpost.http.RequestTimeout;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.IssueTicket;
import io.sealpost.schemas.Revoke;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
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

/** The requests of a business, which its token names. They concern its own recipients only. */
@Path("/v1")
@RolesAllowed("tenant")
public class TenantResource {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CommandSubmitter commands;
    private final DirectoryStore store;
    private final Pool pool;
    private final InstantSource clock;
    private final JsonWebToken token;

    @Inject
    TenantResource(
            CommandSubmitter commands,
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

    /** The device list, and what the business needs to verify each device's enrolment MAC. */
    record DevicesBody(DeviceListBody deviceList, List<EnrolmentBody> enrolments) {}

    record EnrolmentBody(String device, String ticket, byte[] mac) {}

    @POST
    @Path("/tickets")
    public Uni<Response> issue(TicketBody body) {
        TicketBody fields = BodyFields.required(body);
        IssueTicket issue =
                IssueTicket.newBuilder()
                        .setTicket(BodyFields.required(fields.ticket()))
                        .setRecipient(BodyFields.required(fields.recipient()))
                        .setExpiresAt(Instant.ofEpochMilli(BodyFields.required(fields.expiresAt())))
                        .setRedeemHash(BodyFields.bytes(fields.redeemHash()))
                        .build();
        return commands.submit(
                command(DeviceCommandKind.ISSUE_TICKET).setIssueTicket(issue).build());
    }

    @DELETE
    @Path("/recipients/{recipient}/devices/{device}")
    public Uni<Response> revoke(
            @PathParam("recipient") String recipient, @PathParam("device") String device) {
        Revoke revoke = Revoke.newBuilder().setRecipient(recipient).setDevice(device).build();
        return commands.submit(command(DeviceCommandKind.REVOKE).setRevoke(revoke).build());
    }

    @GET
    @Path("/recipients/{recipient}/devices")
    public Uni<Response> devices(@PathParam("recipient") String recipient) {
        if (!RecipientId.isValid(recipient)) {
            throw BodyFields.badForm();
        }
        RecipientRef ref = new RecipientRef(business(), new RecipientId(recipient));
        return RequestTimeout.limit(
                store.read(pool, ref).map(TenantResource::response), Problem::unavailable);
    }

    private static Response response(RecipientDirectory directory) {
        SignedDeviceList signed = directory.signed();
        if (signed == null) {
            return Problem.of(404, "No device is enrolled", "NO_DEVICE");
        }
        List<EnrolmentBody> enrolments =
                directory.enrolled().entrySet().stream()
                        .map(entry -> enrolment(entry.getKey(), entry.getValue()))
                        .toList();
        return Response.ok(new DevicesBody(SignedObjectBodies.of(signed), enrolments)).build();
    }

    private static EnrolmentBody enrolment(DeviceId device, EnrolledDevice enrolled) {
        return new EnrolmentBody(
                device.value(), enrolled.ticket().value(), enrolled.mac().toArray());
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
            throw BodyFields.badForm();
        }
        return new BusinessId(subject);
    }
}
