package io.sealpost.audit.api;

import io.sealpost.audit.domain.LoggedStep;
import io.sealpost.audit.store.Timeline;
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

/** Opens leaves for those they concern. */
@Path("/v1/openings")
@RolesAllowed({Caller.OPERATOR, Caller.TENANT})
public class Openings {
    private static final int MOST = 1000;

    private final Timeline timeline;
    private final Caller caller;

    /** The events asked for. */
    record Wanted(@Nullable List<@Nullable UUID> eventIds) {}

    @Inject
    Openings(Timeline timeline, Caller caller) {
        this.timeline = timeline;
        this.caller = caller;
    }

    /** In the order of the log; events that are unknown or somebody else's are left out. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<List<MessageLife.Opening>> open(@Nullable Wanted wanted) {
        Predicate<LoggedStep> visible = caller.sees();
        return timeline.ofEvents(ids(wanted))
                .map(steps -> steps.stream().filter(visible).map(MessageLife.Opening::of).toList());
    }

    private static List<UUID> ids(@Nullable Wanted wanted) {
        if (wanted == null || wanted.eventIds() == null) {
            throw Problem.refusal(400, "eventIds is missing", "EVENT_IDS_MISSING");
        }
        if (wanted.eventIds().size() > MOST) {
            throw Problem.refusal(400, "At most 1000 events a call", "TOO_MANY_EVENTS");
        }
        return wanted.eventIds().stream().filter(Objects::nonNull).distinct().toList();
    }
}
