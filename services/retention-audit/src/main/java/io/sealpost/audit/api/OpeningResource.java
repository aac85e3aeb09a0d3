package io.sealpost.audit.api;

import io.sealpost.audit.domain.TimelineEntry;
import io.sealpost.audit.store.TimelineStore;
import io.sealpost.http.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Opens leaves for the tenant whose messages they record, and for operators. */
@Path("/v1/openings")
@RolesAllowed({TimelineAccess.OPERATOR, TimelineAccess.TENANT})
public class OpeningResource {
    private static final int MAX_EVENTS = 1000;

    private final TimelineStore timeline;
    private final TimelineAccess access;

    /** The ids of the events to open. */
    record OpeningRequest(@Nullable List<@Nullable UUID> eventIds) {}

    @Inject
    OpeningResource(TimelineStore timeline, TimelineAccess access) {
        this.timeline = timeline;
        this.access = access;
    }

    /** In the order of the log, without events that are unknown or of another tenant. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<List<MessageTimeline.Opening>> open(@Nullable OpeningRequest request) {
        Predicate<TimelineEntry> visible = access.visible();
        return timeline.ofEvents(ids(request))
                .map(
                        entries ->
                                entries.stream()
                                        .filter(visible)
                                        .map(MessageTimeline.Opening::of)
                                        .toList());
    }

    private static List<UUID> ids(@Nullable OpeningRequest request) {
        if (request == null || request.eventIds() == null) {
            throw Problem.refusal(400, "eventIds is missing", "EVENT_IDS_MISSING");
        }
        if (request.eventIds().size() > MAX_EVENTS) {
            throw Problem.refusal(
                    400, "At most " + MAX_EVENTS + " events per request", "TOO_MANY_EVENTS");
        }
        return request.eventIds().stream().filter(Objects::nonNull).distinct().toList();
    }
}
