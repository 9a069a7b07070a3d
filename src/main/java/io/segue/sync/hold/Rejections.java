package io.segue.sync.hold;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.segment.ChangeCount;
import io.segue.segment.SegmentChange;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.segment.StagedChange;
import io.segue.segment.block.Blocks;
import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.Doubt;
import io.segue.sync.difference.KeySql;
import io.segue.sync.difference.Operation;
import io.segue.sync.difference.WholeDifference;
import io.segue.sync.quarantine.RefusedKeys;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes removals back that a person does not believe: whoever LaunchDarkly still holds becomes a member again. Heap's
 * next word on them is newer and counts.
 */
@ApplicationScoped
class Rejections {

    /** Above every fence: nothing counts as written by the run that reads. */
    private static final long NO_FENCE = 1L << 40;

    private final Database database;
    private final Segments segments;
    private final Blocks blocks;

    Rejections(Database database, Segments segments, Blocks blocks) {
        this.database = database;
        this.segments = segments;
        this.blocks = blocks;
    }

    /** Returns how many members are back; piece by piece, so that a crash leaves a part that the next try ends. */
    long restore(long tenant, long hold) {
        Claim claim = claimOf(tenant, hold);
        SegmentSummary segment =
                segments.find(tenant, claim.segment()).orElseThrow(() -> ProblemException.notFound("this segment"));
        String field = segment.keyField().orElse(SegmentChange.ID_FIELD);
        Difference difference = new WholeDifference(KeySql.of(claim, field, RefusedKeys.NONE), Doubt.NONE);
        long restored = 0;
        while (!difference.isRead()) {
            List<String> keys = database.inTenant(tenant, difference::next).stream()
                    .filter(operation -> !operation.adding())
                    .map(Operation::key)
                    .toList();
            List<String> members = database.inTenant(tenant, connection -> membersOf(connection, claim, field, keys));
            restored += database.inTenant(tenant, connection -> bringBack(connection, claim, members));
        }
        return restored;
    }

    private long bringBack(Connection connection, Claim claim, List<String> members) throws SQLException {
        if (members.isEmpty()) {
            return 0;
        }
        try (SegmentChange change = SegmentChange.begin(connection, claim.tenant(), claim.segment(), blocks)) {
            int ordinal = change.beginDelivery(SegmentChange.NO_DELIVERY);
            for (String member : members) {
                // Above the task that took them out: when the log is read again, that one must not take them out again.
                change.stage(StagedChange.in(member), ordinal, change.newestOrder() + 1);
            }
            change.endDelivery();
            return change.finish().values().stream().mapToInt(ChangeCount::all).sum();
        }
    }

    /** For each key the member who had it last; a key of a field of before is nobody's id. */
    private static List<String> membersOf(Connection connection, Claim claim, String field, List<String> keys)
            throws SQLException {
        IndexOrder.preferForLookUps(connection);
        boolean isById = field.equals(SegmentChange.ID_FIELD);
        return new Select(
                        """
                select m.member_id from unnest(?::text[]) as k(key) cross join lateral (
                    select member_id from segment_member m where m.tenant_id = ? and m.segment_id = ?
                       and m.COLUMN is not null and m.COLUMN >= k.key and m.COLUMN <= k.key
                     order by m.COLUMN, m.seq desc limit 1) m""".replace("COLUMN", isById ? "member_id" : "key"),
                        connection.createArrayOf("text", keys.toArray()),
                        claim.tenant(),
                        claim.segment())
                .list(connection, row -> row.getString(1));
    }

    private Claim claimOf(long tenant, long hold) {
        return database.inTenant(
                        tenant,
                        connection -> new Select("""
                        select y.id, y.segment_id, y.connection_id from hold h
                          join sync y on y.tenant_id = h.tenant_id and y.id = h.sync_id
                         where h.tenant_id = ? and h.id = ?""", tenant, hold)
                                .first(
                                        connection,
                                        row -> new Claim(
                                                tenant, row.getLong(1), row.getLong(2), row.getLong(3), NO_FENCE)))
                .orElseThrow(() -> ProblemException.notFound("this hold"));
    }
}
