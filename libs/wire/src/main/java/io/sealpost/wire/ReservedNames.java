package io.sealpost.wire;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that no business may have, because the platform uses the login of that name. */
public final class ReservedNames {
    /** Logins that are not in the catalogue: of the broker, database, registry and cluster. */
    private static final List<String> OTHERS =
            List.of("admin", "controller", "postgres", "registry", "sealpost");

    private static final Set<String> ALL =
            Stream.concat(OTHERS.stream(), parties()).collect(Collectors.toUnmodifiableSet());

    private ReservedNames() {}

    /** Whether the platform uses this name. */
    public static boolean isReserved(String business) {
        return ALL.contains(business);
    }

    /**
     * The services and the operator. {@code tenant} is not a login: it stands for every business.
     */
    private static Stream<String> parties() {
        return Catalogue.get().topics().stream()
                .flatMap(
                        topic ->
                                Stream.of(List.of(topic.owner()), topic.writers(), topic.readers()))
                .flatMap(List::stream)
                .filter(party -> !party.equals("tenant"));
    }
}
