package io.sealpost.encryption.api;

import static io.sealpost.encryption.api.Form.need;

import io.sealpost.encryption.api.Form.PrekeyBody;
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

/** What a device asks. It holds no token: a ticket's proof or its own signature speaks for it. */
@Path("/v1")
@PermitAll
public class DeviceResource {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Commands commands;
    private final InstantSource clock;

    @Inject
    DeviceResource(Commands commands, InstantSource clock) {
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
        EnrolBody asked = need(body);
        String recipient = need(asked.recipient());
        Enrol enrol =
                Enrol.newBuilder()
                        .setTicket(need(asked.ticket()))
                        .setRedeem(Form.bytes(asked.redeem()))
                        .setRecipient(recipient)
                        .setDevice(device(asked))
                        .setMac(Form.bytes(asked.mac()))
                        .setPrekeys(Form.prekeys(asked.prekeys()))
                        .build();
        DeviceCommand command =
                DeviceCommand.newBuilder()
                        .setCommandId(enrolmentId(asked))
                        .setBusiness(need(asked.business()))
                        .setKind(DeviceCommandKind.ENROL)
                        .setEnrol(enrol)
                        .build();
        return commands.ask(command, recipient);
    }

    @POST
    @Path("/devices/{device}/prekeys")
    public Uni<Response> publish(@PathParam("device") String device, PrekeysBody body) {
        PrekeysBody asked = need(body);
        String recipient = need(asked.recipient());
        PublishPrekeys publish =
                PublishPrekeys.newBuilder()
                        .setRecipient(recipient)
                        .setDevice(device)
                        .setPrekeys(Form.prekeys(asked.prekeys()))
                        .build();
        DeviceCommand command =
                DeviceCommand.newBuilder()
                        .setCommandId(Ids.newRequestId(clock.instant(), RANDOM).value())
                        .setBusiness(need(asked.business()))
                        .setKind(DeviceCommandKind.PUBLISH_PREKEYS)
                        .setPublishPrekeys(publish)
                        .build();
        return commands.ask(command, recipient);
    }

    /** For whoever was answered 202; an id tells nobody but the one who has it. */
    @GET
    @Path("/commands/{id}")
    public Uni<Response> answer(@PathParam("id") UUID id) {
        return commands.answer(id);
    }

    private static Device device(EnrolBody asked) {
        return Device.newBuilder()
                .setDevice(need(asked.device()))
                .setIdentityKey(Form.bytes(asked.identityKey()))
                .setSuites(Form.each(asked.suites()))
                .build();
    }

    private UUID enrolmentId(EnrolBody asked) {
        String ticket = need(asked.ticket());
        String device = need(asked.device());
        if (!TicketId.isValid(ticket) || !DeviceId.isValid(device)) {
            throw new Form.Bad();
        }
        return Ids.enrolmentId(new TicketId(ticket), new DeviceId(device), clock.instant());
    }
}
