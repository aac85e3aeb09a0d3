package io.sealpost.encryption.api;

import static io.sealpost.encryption.api.BodyFields.required;

import io.sealpost.encryption.api.BodyFields.PrekeyBody;
import io.sealpost.schemas.Device;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceCommandKind;
import io.sealpost.schemas.Enrol;
import io.sealpost.schemas.PublishPrekeys;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.TicketId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The requests of devices. A device has no token: the redeem value of its ticket, or its own
 * signature, authorises it.
 */
@Path("/v1")
@PermitAll
public class DeviceResource {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CommandSubmitter commands;
    private final InstantSource clock;

    @Inject
    DeviceResource(CommandSubmitter commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
    }

    record EnrolBody(
            @Nullable String business,
            @Nullable String ticket,
            byte @Nullable [] redeem,
            @Nullable String recipient,
            @Nullable String device,
            byte @Nullable [] identityKey,
            @Nullable List<Integer> suites,
            byte @Nullable [] mac,
            @Nullable List<PrekeyBody> prekeys) {}

    record PrekeysBody(
            @Nullable String business,
            @Nullable String recipient,
            @Nullable List<PrekeyBody> prekeys) {}

    @POST
    @Path("/devices:enrol")
    public Uni<Response> enrol(EnrolBody body) {
        EnrolBody fields = required(body);
        Enrol enrol =
                Enrol.newBuilder()
                        .setTicket(required(fields.ticket()))
                        .setRedeem(BodyFields.bytes(fields.redeem()))
                        .setRecipient(required(fields.recipient()))
                        .setDevice(device(fields))
                        .setMac(BodyFields.bytes(fields.mac()))
                        .setPrekeys(BodyFields.prekeys(fields.prekeys()))
                        .build();
        DeviceCommand command =
                DeviceCommand.newBuilder()
                        .setCommandId(enrolmentId(fields))
                        .setBusiness(required(fields.business()))
                        .setKind(DeviceCommandKind.ENROL)
                        .setEnrol(enrol)
                        .build();
        return commands.submit(command);
    }

    @POST
    @Path("/devices/{device}/prekeys")
    public Uni<Response> publish(@PathParam("device") String device, PrekeysBody body) {
        PrekeysBody fields = required(body);
        PublishPrekeys publish =
                PublishPrekeys.newBuilder()
                        .setRecipient(required(fields.recipient()))
                        .setDevice(device)
                        .setPrekeys(BodyFields.prekeys(fields.prekeys()))
                        .build();
        DeviceCommand command =
                DeviceCommand.newBuilder()
                        .setCommandId(Ids.newRequestId(clock.instant(), RANDOM).value())
                        .setBusiness(required(fields.business()))
                        .setKind(DeviceCommandKind.PUBLISH_PREKEYS)
                        .setPublishPrekeys(publish)
                        .build();
        return commands.submit(command);
    }

    /** After an answer 202. Only the caller knows the command's id. */
    @GET
    @Path("/commands/{id}")
    public Uni<Response> find(@PathParam("id") UUID id) {
        return commands.find(id);
    }

    private static Device device(EnrolBody fields) {
        return Device.newBuilder()
                .setDevice(required(fields.device()))
                .setIdentityKey(BodyFields.bytes(fields.identityKey()))
                .setSuites(BodyFields.each(fields.suites()))
                .build();
    }

    private UUID enrolmentId(EnrolBody fields) {
        String ticket = required(fields.ticket());
        String device = required(fields.device());
        if (!TicketId.isValid(ticket) || !DeviceId.isValid(device)) {
            throw BodyFields.badForm();
        }
        return Ids.enrolmentId(new TicketId(ticket), new DeviceId(device), clock.instant());
    }
}
