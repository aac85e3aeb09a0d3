package io.sealpost.audit.api;

import io.sealpost.audit.domain.LoggedStep;
import io.sealpost.audit.publishing.ProofTexts;
import io.sealpost.audit.store.Timeline;
import io.sealpost.http.Problem;
import io.sealpost.seal.id.MessageId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A message's life, step by step. */
@Path("/v1/messages")
@RolesAllowed({Caller.OPERATOR, Caller.TENANT})
public class Messages {
    private final Timeline timeline;
    private final ProofTexts proofs;
    private final Caller caller;

    @Inject
    Messages(Timeline timeline, ProofTexts proofs, Caller caller) {
        this.timeline = timeline;
        this.proofs = proofs;
        this.caller = caller;
    }

    /** 404 for a message that is unknown, or somebody else's. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<MessageLife> get(
            @PathParam("id") String id, @QueryParam("proofs") boolean withProofs) {
        Predicate<LoggedStep> visible = caller.sees();
        Uni<List<LoggedStep>> steps =
                timeline.ofMessage(message(id)).map(all -> known(all, visible));
        return withProofs
                ? steps.emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(known -> MessageLife.of(known, proofs.of(known)))
                : steps.map(known -> MessageLife.of(known, Map.of()));
    }

    private static List<LoggedStep> known(List<LoggedStep> steps, Predicate<LoggedStep> visible) {
        List<LoggedStep> known = steps.stream().filter(visible).toList();
        if (known.isEmpty()) {
            throw unknown();
        }
        return known;
    }

    private static WebApplicationException unknown() {
        return Problem.refusal(404, "There is no such message here", "UNKNOWN_MESSAGE");
    }

    private static MessageId message(String id) {
        try {
            return new MessageId(UUID.fromString(id));
        } catch (IllegalArgumentException noMessageHasThatId) {
            throw unknown();
        }
    }
}
