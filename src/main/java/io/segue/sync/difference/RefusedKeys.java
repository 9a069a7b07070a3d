package io.segue.sync.difference;

import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys that are set aside since LaunchDarkly refused them.
 *
 * @param lately refused within a day: they are not added meanwhile
 * @param notAdded whenever it was: should one stand in delivered_key, then for what may have come before the refusal. So it
 *     is removed when its member leaves, and added again as long as its member stays
 */
public record RefusedKeys(Set<String> lately, Set<String> notAdded) {

    public static final RefusedKeys NONE = new RefusedKeys(Set.of(), Set.of());

    public RefusedKeys {
        lately = Set.copyOf(lately);
        notAdded = Set.copyOf(notAdded);
    }

    private record Refused(String key, boolean adding, boolean isLate) {}

    public static RefusedKeys of(Connection connection, Claim claim) throws SQLException {
        List<Refused> all = new Select("""
                select key, adding, at > now() - interval '1 day' from quarantined_key
                 where tenant_id = ? and sync_id = ?""", claim.tenant(), claim.sync())
                .list(connection, row -> new Refused(row.getString(1), row.getBoolean(2), row.getBoolean(3)));
        Set<String> lately = new HashSet<>();
        Set<String> notAdded = new HashSet<>();
        for (Refused refused : all) {
            if (refused.isLate()) {
                lately.add(refused.key());
            }
            if (refused.adding()) {
                notAdded.add(refused.key());
            }
        }
        return new RefusedKeys(lately, notAdded);
    }

    /** Those of these keys whose adding was refused before. */
    public List<String> notAddedOf(Collection<String> keys) {
        return notAdded.isEmpty()
                ? List.of()
                : keys.stream().filter(notAdded::contains).toList();
    }
}
