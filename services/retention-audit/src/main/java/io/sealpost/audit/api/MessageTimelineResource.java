package io.sealpost.audit.api;

import io.sealpost.audit.domain.TimelineEntry;
import io.sealpost.audit.publishing.InclusionProofs;
import io.sealpost.audit.store.TimelineStore;
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

/** The timelines of messages, with proofs on request. */
@Path("/v1/messages")
@RolesAllowed({TimelineAccess.OPERATOR, TimelineAccess.TENANT})
public class MessageTimelineResource {
    private final TimelineStore timeline;
    private final InclusionProofs proofs;
    private final TimelineAccess access;

    @Inject
    MessageTimelineResource(TimelineStore timeline, InclusionProofs proofs, TimelineAccess access) {
        this.timeline = timeline;
        this.proofs = proofs;
        this.access = access;
    }

    /** Answers 404 for a message that is unknown or of another tenant. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<MessageTimeline> get(
            @PathParam("id") String id, @QueryParam("proofs") boolean withProofs) {
        Predicate<TimelineEntry> visible = access.visible();
        Uni<List<TimelineEntry>> entries =
                timeline.ofMessage(message(id)).map(all -> required(all, visible));
        return withProofs
                ? entries.emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(own -> MessageTimeline.of(own, proofs.of(own)))
                : entries.map(own -> MessageTimeline.of(own, Map.of()));
    }

    private static List<TimelineEntry> required(
            List<TimelineEntry> entries, Predicate<TimelineEntry> visible) {
        List<TimelineEntry> own = entries.stream().filter(visible).toList();
        if (own.isEmpty()) {
            throw unknown();
        }
        return own;
    }

    private static WebApplicationException unknown() {
        return Problem.refusal(404, "The message is unknown", "UNKNOWN_MESSAGE");
    }

    private static MessageId message(String id) {
        try {
            return new MessageId(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            throw unknown();
        }
    }
}
