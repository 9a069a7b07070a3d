package io.segue.sync.hold;

import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a run reads and writes of holds. */
@ApplicationScoped
public class Holds {

    /** What a run may remove now. */
    public RemovalRule rule(Connection connection, Claim claim) throws SQLException {
        return new Select("""
                select coalesce(s.hold_floor, t.hold_floor) as floor, coalesce(s.hold_percent, t.hold_percent) as percent,
                       coalesce(s.hold_off, t.hold_off) as off, h.id is not null as held, h.ceiling
                  from segment s
                  join tenant t on t.id = s.tenant_id
                  left join hold h on h.tenant_id = s.tenant_id and h.sync_id = ? and h.state in ('open', 'approved')
                 where s.tenant_id = ? and s.id = ?""", claim.sync(), claim.tenant(), claim.segment())
                .first(connection, Holds::rule)
                .orElseThrow();
    }

    /** From now on these removals wait; whoever waits already is counted anew, and an approval is used up. */
    public void keepBack(Connection connection, Claim claim, long removals, long held, List<String> sample)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into hold as h (tenant_id, sync_id, removals, held, sample, delivery_id)
                values (?, ?, ?, ?, ?, (select d.id from delivery d
                     where d.tenant_id = ? and d.segment_id = ? and d.verdict = 'applied' and d.changed > 0
                       and (d.removes > 0 or d.action = 'segment.users.drain')
                       and d.received_at > now() - interval '7 days'
                     order by d.changed desc, d.id desc limit 1))
                on conflict (tenant_id, sync_id) where state in ('open', 'approved') do update
                   -- Approved while they were counted: that stands, when it is for as many.
                   set state = case when h.ceiling >= excluded.removals then h.state else 'open' end,
                       ceiling = case when h.ceiling >= excluded.removals then h.ceiling end,
                       removals = excluded.removals, held = excluded.held, sample = excluded.sample, counted_at = now()""")) {
            upsert.setLong(1, claim.tenant());
            upsert.setLong(2, claim.sync());
            upsert.setLong(3, removals);
            upsert.setLong(4, held);
            upsert.setArray(5, connection.createArrayOf("text", sample.toArray()));
            upsert.setLong(6, claim.tenant());
            upsert.setLong(7, claim.segment());
            upsert.executeUpdate();
        }
    }

    /** Nothing waits any more: what was approved is sent, or the removals went away by themselves. */
    public void close(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hold set state = case state when 'approved' then 'done' else 'gone' end, closed_at = now()
                 where tenant_id = ? and sync_id = ? and state in ('open', 'approved')""")) {
            update.setLong(1, claim.tenant());
            update.setLong(2, claim.sync());
            update.executeUpdate();
        }
    }

    private static RemovalRule rule(ResultSet row) throws SQLException {
        HoldPolicy policy = new HoldPolicy(row.getInt("floor"), row.getInt("percent"), row.getBoolean("off"));
        boolean isHeld = row.getBoolean("held");
        return new RemovalRule(
                policy,
                isHeld,
                Optional.ofNullable(row.getObject("ceiling", Long.class))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }
}
