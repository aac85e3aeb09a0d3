package io.sealpost.consent.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that the commands of a batch wrote since the ledger was loaded, as a linked list: a
 * command adds its own and copies none of the others, however many commands concern one subject.
 *
 * @param before the records of the commands before; null for none
 * @param last the records of the last command, in its order
 */
public record UnsavedRecords(@Nullable UnsavedRecords before, List<ConsentRecord> last) {
    static final UnsavedRecords NOTHING = new UnsavedRecords(null, List.of());

    UnsavedRecords and(List<ConsentRecord> written) {
        return written.isEmpty() ? this : new UnsavedRecords(this, List.copyOf(written));
    }

    /** All of them, in the order in which they were written. */
    public List<ConsentRecord> records() {
        List<List<ConsentRecord>> latestFirst = new ArrayList<>();
        for (UnsavedRecords each = this; each != null; each = each.before) {
            latestFirst.add(each.last);
        }
        Collections.reverse(latestFirst);
        return latestFirst.stream().flatMap(List::stream).toList();
    }
}
