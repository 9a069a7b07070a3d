package io.segue.dashboard.overview;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What needs a person on the way from Heap. */
@ApplicationScoped
class HeapAttention {

    /** Heap sends every four hours: silence for one and a half times that is odd. */
    static final Duration SILENCE = Duration.ofHours(6);

    private static final int MOST = 5;

    private final OpaqueIds ids;
    private final Clock clock;

    HeapAttention(OpaqueIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    List<Attention> find(Connection connection, long tenant, String base, boolean isSetUp) throws SQLException {
        List<Attention> found = new ArrayList<>();
        refused(connection, tenant, base).ifPresent(found::add);
        if (isSetUp) {
            silent(connection, tenant, base).ifPresent(found::add);
        }
        found.addAll(incomplete(connection, tenant, base));
        found.addAll(deliveries(connection, tenant, base));
        return found;
    }

    private static Optional<Attention> refused(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select coalesce(last_refusal, 'No reason was noted.') from hook
                 where tenant_id = ? and token_hash is not null
                   and last_refusal_at > coalesce(last_call_at, '-infinity')""", tenant)
                .first(
                        connection,
                        row -> Attention.urgent(
                                "Heap’s last call was refused",
                                row.getString(1),
                                base + "/setup#heap",
                                "See what to mend"));
    }

    private Optional<Attention> silent(Connection connection, long tenant, String base) throws SQLException {
        Instant since = clock.instant().minus(SILENCE);
        return new Select("""
                select last_call_at from hook where tenant_id = ? and last_call_at < ?
                   and exists (select from sync where tenant_id = ? and mode = 'recurring' and paused_at is null)""", tenant, Timestamp.from(since), tenant).first(connection, row -> {
            long hours = Duration.between(row.getTimestamp(1).toInstant(), clock.instant())
                    .toHours();
            return Attention.toKnow(
                    "Nothing from Heap for " + (hours < 48 ? hours + " hours" : hours / 24 + " days"),
                    "Heap usually sends every 4 hours. Check in Heap that the integration is still there, that the"
                            + " segments’ sync is switched on, and that its webhook URL is the one of Set up.",
                    base + "/setup#heap",
                    "See the steps");
        });
    }

    /** Only the newest task counts: a complete one after it has told everything. */
    private List<Attention> incomplete(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select s.id, s.name, t.pages_applied, t.total_pages from segment s
                  join lateral (select * from task t where t.tenant_id = s.tenant_id and t.segment_id = s.id
                                 order by t.task_order desc limit 1) t on true
                 where s.tenant_id = ? and t.incomplete_at is not null and t.completed_at is null
                 order by t.last_at desc limit ?""", tenant, MOST)
                .list(
                        connection,
                        row -> Attention.toKnow(
                                "Heap sent " + row.getLong("pages_applied") + " of " + row.getLong("total_pages")
                                        + " pages of " + row.getString("name"),
                                "What came is applied; the members of the other pages may be out of date until Heap sends"
                                        + " the segment again.",
                                base + "/segments/" + ids.encode("seg", row.getLong("id")),
                                "See the segment"));
    }

    private static List<Attention> deliveries(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select verdict, count(*) as calls from delivery
                 where tenant_id = ? and received_at > now() - interval '3 days'
                   and verdict in ('conflict', 'stale', 'unusable', 'failed') group by verdict order by verdict""", tenant).list(connection, row -> {
            String verdict = row.getString("verdict");
            long calls = row.getLong("calls");
            return new Attention(
                    verdict.equals("failed"),
                    calls + " of Heap’s calls in the last 3 days: " + verdict,
                    meaning(verdict),
                    base + "/inbox?verdict=" + verdict,
                    "Open inbox");
        });
    }

    private static String meaning(String verdict) {
        return switch (verdict) {
            case "conflict" ->
                "The same page came twice with different contents; the second one was kept but not applied.";
            case "stale" -> "They were signed too long ago, so they were kept but not applied.";
            case "unusable" -> "They are genuine, but say something that Segue does not understand.";
            default -> "They were received but could not be applied; support can see why.";
        };
    }
}
