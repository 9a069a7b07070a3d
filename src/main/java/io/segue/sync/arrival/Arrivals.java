package io.segue.sync.arrival;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.DatabaseException;
import io.segue.platform.Select;
import io.segue.segment.KeyRule;
import io.segue.segment.SegmentSettledEvent;
import io.segue.segment.Segments;
import io.segue.sync.RunCause;
import io.segue.sync.Syncs;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Turns on what Heap has sent whole for the first time, when the tenant wants that. */
@ApplicationScoped
class Arrivals {

    /** Behind those that look for syncs that follow Heap: what is turned on here has its first run already. */
    private static final int BEHIND_OTHERS = 5_000;

    /** Of so many members one has to have the key field; a smaller segment is looked at whole. */
    private static final int LOOKED_AT = 20_000;

    private final Segments segments;
    private final Audit audit;

    Arrivals(Segments segments, Audit audit) {
        this.segments = segments;
        this.audit = audit;
    }

    private record Arrival(ArrivalRule rule, String subject) {}

    void turnOn(@Observes @Priority(BEHIND_OTHERS) SegmentSettledEvent settled) {
        try {
            Optional<Arrival> arrival = find(settled.connection(), settled.tenant(), settled.segment());
            if (arrival.isPresent()) {
                turnOn(settled.connection(), settled.tenant(), settled.segment(), arrival.get());
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Only a segment that came after the setting and has no sync at all, not even one that is off: whoever turned it off
     * meant that. Members that all lack the key field would make it an empty one in LaunchDarkly: it waits for one that
     * has it. The connection is locked, so that it is not removed meanwhile. Whoever holds the segment
     * applies deliveries to it, and tells of it again: waiting for them here could be a circle.
     */
    private static Optional<Arrival> find(Connection connection, long tenant, long segment) throws SQLException {
        return new Select(
                        """
                select t.new_segments_connection, t.new_segments_key_field, t.new_segments_interval,
                       t.new_segments_follow, g.name || ' to ' || c.name as subject
                  from tenant t
                  join connection c on c.tenant_id = t.id and c.id = t.new_segments_connection and c.removed_at is null
                  join segment g on g.tenant_id = t.id and g.id = ? and g.created_at >= t.new_segments_since
                 where t.id = ? and t.new_segments_on
                   and not exists (select from sync y where y.tenant_id = t.id and y.segment_id = g.id)
                   and (t.new_segments_key_field = 'id'
                        or exists (select from (select m.fields from segment_member m where m.tenant_id = t.id
                                                   and m.segment_id = g.id and m.present limit ?) as looked_at
                                    where %s))
                   for no key update of g skip locked for share of c""".formatted(KeyRule.isKey("looked_at.fields ->> t.new_segments_key_field")),
                        segment,
                        tenant,
                        LOOKED_AT)
                .first(connection, Arrivals::arrival);
    }

    private static Arrival arrival(ResultSet row) throws SQLException {
        return new Arrival(
                new ArrivalRule(
                        row.getLong("new_segments_connection"),
                        row.getString("new_segments_key_field"),
                        Duration.ofSeconds(row.getInt("new_segments_interval")),
                        row.getBoolean("new_segments_follow")),
                row.getString("subject"));
    }

    private void turnOn(Connection connection, long tenant, long segment, Arrival arrival) throws SQLException {
        ArrivalRule rule = arrival.rule();
        Optional<Long> sync = new Select(
                        """
                        insert into sync (tenant_id, segment_id, connection_id, mode, interval_seconds, follow_heap,
                               next_run_at, by_default)
                        values (?, ?, ?, 'recurring', ?, ?, now(), true)
                        on conflict (tenant_id, segment_id, connection_id) do nothing returning id""",
                        tenant,
                        segment,
                        rule.connection(),
                        (int) rule.interval().toSeconds(),
                        rule.followHeap())
                .first(connection, row -> row.getLong(1));
        if (sync.isEmpty()) {
            return;
        }
        segments.chooseKeyField(connection, tenant, segment, rule.keyField());
        Syncs.askForRun(connection, tenant, sync.get(), RunCause.FIRST);
        audit.write(
                connection,
                tenant,
                "Segue",
                "ordered a sync",
                arrival.subject(),
                Change.to(rule.words()).because("new segments are turned on by default"));
    }
}
