package io.sealpost.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sealpost.consent.ConsentConfig;
import io.sealpost.consent.domain.Address;
import io.sealpost.consent.domain.Contact;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.store.Contacts;
import io.sealpost.consent.store.Dossiers;
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

/** What a tenant may ask of its own recipients; of another's there is nothing to be found. */
@Path("/v1")
@RolesAllowed("tenant")
@RequestScoped
public class Recipients {
    private static final Pattern LANGUAGE =
            Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

    /** Held: the library copies its set at every call. */
    private static final Set<String> TIME_ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** Each of a thousand new addresses may cost a key service a call. */
    private static final Duration RESOLVING = Duration.ofSeconds(10);

    private final Contacts contacts;
    private final Dossiers dossiers;
    private final ConsentConfig config;
    private final JsonWebToken token;

    @Inject
    Recipients(Contacts contacts, Dossiers dossiers, ConsentConfig config, JsonWebToken token) {
        this.contacts = contacts;
        this.dossiers = dossiers;
        this.config = config;
        this.token = token;
    }

    /** What is asked: {@code kind} is phone or email. */
    public record AddressView(
            @Nullable String kind,
            @Nullable String address,
            @Nullable String language,
            @Nullable String timeZone) {}

    public record ResolveView(@Nullable List<@Nullable AddressView> addresses) {}

    /** In the order they were asked for. */
    public record ResolvedView(List<String> recipients) {}

    /**
     * @param withdrawnAt in ms; when the person last said no to more than has a record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConsentsView(
            String recipient,
            boolean blocked,
            @Nullable Long withdrawnAt,
            List<RecordView> records) {}

    /**
     * All or none: a wrong address refuses the batch, so that nobody counts on half of it. Never on
     * an event loop, which a thousand addresses would hold up.
     */
    @POST
    @Blocking
    @Path("/recipients:resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> resolve(@Nullable ResolveView asked) {
        List<@Nullable AddressView> addresses = asked == null ? null : asked.addresses();
        if (addresses == null || addresses.isEmpty() || addresses.size() > config.resolveAtMost()) {
            return refused("From 1 to " + config.resolveAtMost() + " addresses", "BAD_BATCH");
        }
        List<Contact> known = new ArrayList<>(addresses.size());
        for (AddressView address : addresses) {
            contact(address).ifPresent(known::add);
        }
        if (known.size() < addresses.size()) {
            return refused("One of the addresses has a wrong form", "BAD_ADDRESS");
        }
        Uni<Response> resolved =
                contacts.resolve(tenant(), known)
                        .map(ids -> ids.stream().map(RecipientId::value).toList())
                        .map(ids -> Response.ok(new ResolvedView(ids)).build());
        return RequestTimeout.limit(RESOLVING, resolved, Problem::unavailable);
    }

    @GET
    @Path("/recipients/{recipient}/consents")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> consents(@PathParam("recipient") String recipient) {
        if (!RecipientId.isValid(recipient)) {
            return Uni.createFrom().item(unknown());
        }
        Uni<Response> answer =
                dossiers.of(new Subject(tenant(), new RecipientId(recipient)))
                        .map(
                                found ->
                                        found.map(dossier -> shown(recipient, dossier))
                                                .orElseGet(Recipients::unknown));
        return RequestTimeout.limit(answer, Problem::unavailable);
    }

    private static Response shown(String recipient, Dossiers.Dossier dossier) {
        List<RecordView> records = dossier.records().stream().map(RecordView::of).toList();
        Instant no = dossier.withdrawnAt();
        Long withdrawnAt = no == null ? null : no.toEpochMilli();
        return Response.ok(new ConsentsView(recipient, dossier.blocked(), withdrawnAt, records))
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
