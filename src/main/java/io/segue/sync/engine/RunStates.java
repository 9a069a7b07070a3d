package io.segue.sync.engine;

import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.difference.Doubt;
import io.segue.sync.engine.RunState.Erasing;
import io.segue.sync.erase.ErasedOfRun;
import io.segue.sync.hold.Holds;
import io.segue.sync.quarantine.RunQuarantine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what a run starts from. */
@ApplicationScoped
class RunStates {

    private final Segments segments;
    private final Holds holds;
    private final Blocks blocks;

    RunStates(Segments segments, Holds holds, Blocks blocks) {
        this.segments = segments;
        this.holds = holds;
        this.blocks = blocks;
    }

    RunState read(Connection connection, Claim claim, long run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select delivered_seq, plan_version, compared_version, HELD, to_be_empty, doubt_below,
                       gone_below,
                       paused_at is not null or (mode = 'off' and not to_be_empty)
                           or exists (select from run r where r.tenant_id = sync.tenant_id and r.id = ? and r.cause = 'erasure')
                  from sync where tenant_id = ? and id = ? and fence = ?""".replace("HELD", Holds.HELD))) {
            select.setLong(1, run);
            select.setLong(2, claim.tenant());
            select.setLong(3, claim.sync());
            select.setLong(4, claim.fence());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new FenceLostException(claim);
                }
                // After the plan's version: a key field chosen in between then belongs to a plan still to be compared,
                // whereas the other way round the old field would be taken for the new plan's.
                SegmentSummary segment = segments.find(connection, claim.tenant(), claim.segment())
                        .orElseThrow();
                return new RunState(
                        segment,
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getBoolean(5),
                        holds.rule(connection, claim),
                        new Erasing(new ErasedOfRun(claim).pending(connection), rows.getBoolean(8)),
                        Doubt.of(new BatchJournal(claim).openBatches(connection), rows.getLong(6), rows.getLong(7)),
                        new RunQuarantine(claim).refused(connection));
            }
        }
    }

    /** Who was erased, and is sent no more. */
    Blocked blocked(Connection connection, Claim claim) throws SQLException {
        return blocks.of(connection, claim.tenant());
    }
}
