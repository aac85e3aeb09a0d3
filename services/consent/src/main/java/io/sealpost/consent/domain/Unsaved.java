package io.sealpost.consent.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records written since a ledger was loaded, by one command after the other. What a command
 * adds is linked to what was there, which is shared: a batch copies no record twice, however many
 * commands are about one subject.
 *
 * @param before what the commands before it wrote; null for none
 * @param last what the last one wrote, in its order
 */
public record Unsaved(@Nullable Unsaved before, List<ConsentRecord> last) {
    static final Unsaved NOTHING = new Unsaved(null, List.of());

    Unsaved and(List<ConsentRecord> written) {
        return written.isEmpty() ? this : new Unsaved(this, List.copyOf(written));
    }

    /** All of them, in the order they were written. */
    public List<ConsentRecord> records() {
        List<List<ConsentRecord>> latestFirst = new ArrayList<>();
        for (Unsaved each = this; each != null; each = each.before) {
            latestFirst.add(each.last);
        }
        Collections.reverse(latestFirst);
        return latestFirst.stream().flatMap(List::stream).toList();
    }
}
