package io.sealpost.wire;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that no business may have, because it would take over the login of that name. */
public final class ReservedNames {
    /** Logins that are not in the catalogue: of broker, database, registry and cluster. */
    private static final List<String> OTHERS =
            List.of("admin", "controller", "postgres", "registry", "sealpost");

    private static final Set<String> ALL =
            Stream.concat(OTHERS.stream(), parties()).collect(Collectors.toUnmodifiableSet());

    private ReservedNames() {}

    /** Whether the name is one of the platform's own. */
    public static boolean isReserved(String business) {
        return ALL.contains(business);
    }

    /** The services and the operator; {@code tenant} stands for the businesses themselves. */
    private static Stream<String> parties() {
        return Catalogue.get().topics().stream()
                .flatMap(
                        topic ->
                                Stream.of(List.of(topic.owner()), topic.writers(), topic.readers()))
                .flatMap(List::stream)
                .filter(party -> !party.equals("tenant"));
    }
}
