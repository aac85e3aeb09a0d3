package io.sealpost.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sealpost.consent.ConsentConfig;
import io.sealpost.consent.domain.Address;
import io.sealpost.consent.domain.Contact;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.store.ConsentHistories;
import io.sealpost.consent.store.ConsentHistories.ConsentHistory;
import io.sealpost.consent.store.ContactStore;
import io.sealpost.http.Problem;
import io.sealpost.http.RequestTimeout;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The recipients of the calling tenant; those of another tenant are not found. */
@Path("/v1")
@RolesAllowed("tenant")
@RequestScoped
public class RecipientResource {
    private static final Pattern LANGUAGE =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

    /** A copy: the library makes one at every call. */
    private static final Set<String> TIME_ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** Each of a thousand new addresses may need a call to a key service. */
    private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(10);

    private final ContactStore contacts;
    private final ConsentHistories histories;
    private final ConsentConfig config;
    private final JsonWebToken token;

    @Inject
    RecipientResource(
            ContactStore contacts,
            ConsentHistories histories,
            ConsentConfig config,
            JsonWebToken token) {
        this.contacts = contacts;
        this.histories = histories;
        this.config = config;
        this.token = token;
    }

    /**
     * One address to resolve.
     *
     * @param kind {@code phone} or {@code email}
     */
    public record AddressView(
            @Nullable String kind,
            @Nullable String address,
            @Nullable String language,
            @Nullable String timeZone) {}

    /** The body of a call to resolve. */
    public record ResolveView(@Nullable List<@Nullable AddressView> addresses) {}

    /** The recipient ids, in the order of the addresses. */
    public record ResolvedView(List<String> recipients) {}

    /**
     * All that is recorded of a recipient.
     *
     * @param withdrawnAt in ms; when the person last withdrew more than has a record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConsentsView(
            String recipient,
            boolean blocked,
            @Nullable Long withdrawnAt,
            List<ConsentRecordView> records) {}

    /**
     * Resolves all addresses or none: one wrong address refuses the batch. Not on an event loop,
     * which parsing a thousand addresses would block.
     */
    @POST
    @Blocking
    @Path("/recipients:resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> resolve(@Nullable ResolveView body) {
        List<@Nullable AddressView> addresses = body == null ? null : body.addresses();
        if (addresses == null || addresses.isEmpty() || addresses.size() > config.resolveAtMost()) {
            return refused("From 1 to " + config.resolveAtMost() + " addresses", "BAD_BATCH");
        }
        List<Contact> parsed = new ArrayList<>(addresses.size());
        for (AddressView address : addresses) {
            contact(address).ifPresent(parsed::add);
        }
        if (parsed.size() < addresses.size()) {
            return refused("One of the addresses has a wrong form", "BAD_ADDRESS");
        }
        Uni<Response> resolved =
                contacts.resolve(tenant(), parsed)
                        .map(ids -> ids.stream().map(RecipientId::value).toList())
                        .map(ids -> Response.ok(new ResolvedView(ids)).build());
        return RequestTimeout.limit(RESOLVE_TIMEOUT, resolved, Problem::unavailable);
    }

    @GET
    @Path("/recipients/{recipient}/consents")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> consents(@PathParam("recipient") String recipient) {
        if (!RecipientId.isValid(recipient)) {
            return Uni.createFrom().item(unknown());
        }
        Uni<Response> answer =
                histories
                        .of(new Subject(tenant(), new RecipientId(recipient)))
                        .map(
                                found ->
                                        found.map(history -> answer(recipient, history))
                                                .orElseGet(RecipientResource::unknown));
        return RequestTimeout.limit(answer, Problem::unavailable);
    }

    private static Response answer(String recipient, ConsentHistory history) {
        List<ConsentRecordView> records =
                history.records().stream().map(ConsentRecordView::of).toList();
        Instant time = history.withdrawnAt();
        Long withdrawnAt = time == null ? null : time.toEpochMilli();
        return Response.ok(new ConsentsView(recipient, history.blocked(), withdrawnAt, records))
                .build();
    }

    private BusinessId tenant() {
        return new BusinessId(token.getSubject());
    }

    private static Optional<Contact> contact(@Nullable AddressView view) {
        if (view == null || view.kind() == null || view.address() == null) {
            return Optional.empty();
        }
        boolean wellFormed =
                (view.language() == null || LANGUAGE.matcher(view.language()).matches())
                        && (view.timeZone() == null || TIME_ZONES.contains(view.timeZone()));
        return Address.of(view.kind(), view.address())
                .filter(address -> wellFormed)
                .map(address -> new Contact(address, view.language(), view.timeZone()));
    }

    private static Response unknown() {
        return Problem.of(404, "There is no such recipient", "UNKNOWN_RECIPIENT");
    }

    private static Uni<Response> refused(String title, String code) {
        return Uni.createFrom().item(Problem.of(400, title, code));
    }
}
