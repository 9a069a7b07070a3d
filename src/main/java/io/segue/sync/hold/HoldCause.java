package io.segue.sync.hold;

import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which delivery took most of those out who wait, as far as that can be told: of those that were applied since the last run
 * that succeeded before any of them waited, or since what was approved and sent was counted.
 */
class HoldCause {

    /** A run knows what was applied before its first call; a later delivery is the next run's. */
    private static final String SINCE = """
            select coalesce((select h.counted_at from hold h where h.tenant_id = ? and h.sync_id = ?
                                and h.state in ('open', 'approved') and h.sent > 0),
                            (select least((select min(c.at) from run_call c where c.tenant_id = r.tenant_id
                                              and c.run_id = r.id and c.at >= r.started_at), r.finished_at)
                               from run r
                              where r.tenant_id = ? and r.sync_id = ? and r.state = 'succeeded' and r.cause <> 'erasure'
                                and r.finished_at <= coalesce((select h.since from hold h where h.tenant_id = ?
                                        and h.sync_id = ? and h.state in ('open', 'approved')), now())
                              order by r.id desc limit 1),
                            '-infinity')""";

    /** What was not kept apart yet counts as it was kept. */
    private static final String MOST = """
            select d.id from delivery d
             where d.tenant_id = ? and d.segment_id = ? and d.verdict = 'applied' and coalesce(d.departed, d.changed) > 0
               and (d.removes > 0 or d.action = 'segment.users.drain') and d.applied_at > (SINCE)
             order by coalesce(d.departed, d.changed) desc, d.id desc limit 1""".replace("SINCE", SINCE);

    private HoldCause() {}

    static Optional<Long> of(Connection connection, Claim claim) throws SQLException {
        return new Select(
                        MOST,
                        claim.tenant(),
                        claim.segment(),
                        claim.tenant(),
                        claim.sync(),
                        claim.tenant(),
                        claim.sync(),
                        claim.tenant(),
                        claim.sync())
                .first(connection, row -> row.getLong(1));
    }
}
