package io.segue.dashboard.overview;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What needs a person on the way to LaunchDarkly: one line for a cause, however many segments it stops. */
@ApplicationScoped
class SyncAttention {

    private static final int MOST = 20;

    private final OpaqueIds ids;

    SyncAttention(OpaqueIds ids) {
        this.ids = ids;
    }

    List<Attention> find(Connection connection, long tenant, String base) throws SQLException {
        List<Attention> found = new ArrayList<>(failing(connection, tenant, base));
        Set<String> told = found.stream().map(Attention::link).collect(Collectors.toSet());
        connections(connection, tenant, base).stream()
                .filter(attention -> !told.contains(attention.link()))
                .forEach(found::add);
        found.addAll(heldBack(connection, tenant, base));
        found.addAll(lost(connection, tenant, base));
        found.addAll(quarantined(connection, tenant, base));
        found.addAll(paused(connection, tenant, base));
        return found;
    }

    private List<Attention> failing(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select f.*, s.name as segment, c.name as connection,
                       (select id from run r where r.tenant_id = f.tenant_id and r.sync_id = f.sync_id and r.state = 'failed'
                         order by r.id desc limit 1) as run_id
                  from (select tenant_id, connection_id, state, failure_code, count(*) as syncs,
                               min(id) as sync_id, min(segment_id) as segment_id, min(failure_message) as message
                          from sync
                         where tenant_id = ? and (mode <> 'off' or to_be_empty) and state <> 'ready' and paused_at is null
                         group by tenant_id, connection_id, state, failure_code) f
                  join segment s on s.tenant_id = f.tenant_id and s.id = f.segment_id
                  join connection c on c.tenant_id = f.tenant_id and c.id = f.connection_id
                 order by f.state = 'retrying', f.syncs desc limit ?""", tenant, MOST).list(connection, row -> failing(row, base));
    }

    private Attention failing(ResultSet row, String base) throws SQLException {
        return told(row, base)
                .because(Select.text(row, "failure_code").map(ErrorCode::of).orElse(ErrorCode.UNKNOWN));
    }

    private Attention told(ResultSet row, String base) throws SQLException {
        String place = row.getString("connection");
        String code = Select.text(row, "failure_code").orElse("");
        String message = Select.text(row, "message").orElse("No reason was noted.");
        String what = row.getLong("syncs") == 1
                ? row.getString("segment")
                : row.getString("segment") + " and " + (row.getLong("syncs") - 1) + " more";
        String run = row.getLong("run_id") == 0
                ? base + "/segments/" + ids.encode("seg", row.getLong("segment_id"))
                : base + "/runs/" + ids.encode("run", row.getLong("run_id"));
        String toConnection = base + "/connections/" + ids.encode("con", row.getLong("connection_id"));
        String state = row.getString("state");
        if (state.equals("retrying")) {
            return Attention.toKnow(
                    what + " to " + place + ": being tried again",
                    message + " Segue goes on by itself; nobody need act.",
                    run,
                    "See the run");
        }
        return switch (code) {
            case "credentials-refused" ->
                Attention.urgent(
                                "LaunchDarkly refuses the access token of " + place,
                                message + " Not sent: " + what + ".",
                                toConnection,
                                "Mend the connection")
                        .lookedAtAs("See the connection");
            case "not-found" ->
                Attention.urgent(
                                "LaunchDarkly does not know the environment of " + place,
                                message + " Not sent: " + what + ".",
                                toConnection,
                                "Mend the connection")
                        .lookedAtAs("See the connection");
            default ->
                Attention.urgent(
                        what + " to " + place + ": " + (state.equals("parked") ? "not reached for 3 days" : "stopped"),
                        message,
                        run,
                        "See the run");
        };
    }

    private List<Attention> connections(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select id, name, region, check_passed from connection
                 where tenant_id = ? and removed_at is null and (check_passed is distinct from true or region <> 'us')
                 order by check_passed nulls last, name limit ?""", tenant, MOST).list(connection, row -> {
            String link = base + "/connections/" + ids.encode("con", row.getLong("id"));
            String name = row.getString("name");
            if (!row.getString("region").equals("us")) {
                return Attention.toKnow(
                                name + " is on a LaunchDarkly instance without synced segments",
                                "LaunchDarkly takes segments from Heap only on its US instance; nothing can be sent to "
                                        + (row.getString("region").equals("eu") ? "the EU one." : "the federal one."),
                                link,
                                "See the connection")
                        .because(ErrorCode.CANNOT_BE_USED);
            }
            row.getBoolean("check_passed");
            return row.wasNull()
                    ? Attention.toKnow(
                                    name + " has not been checked yet",
                                    "The check tells, step by step, whether LaunchDarkly takes what will be sent.",
                                    link,
                                    "Check it")
                            .lookedAtAs("See the connection")
                    : Attention.urgent(
                                    "The check of " + name + " failed",
                                    "Nothing can be sent to this LaunchDarkly environment until it passes.",
                                    link,
                                    "See the check")
                            .because(ErrorCode.CANNOT_BE_USED);
        });
    }

    private static List<Attention> heldBack(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select count(*) as holds, sum(h.removals) as removals, min(s.name) as segment
                  from hold h join sync y on y.tenant_id = h.tenant_id and y.id = h.sync_id
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where h.tenant_id = ? and h.state = 'open' having count(*) > 0""", tenant).list(connection, row -> {
            long others = row.getLong("holds") - 1;
            return Attention.urgent(
                            "Removals of " + row.getString("segment") + (others == 0 ? "" : " and " + others + " more")
                                    + " wait for a decision",
                            String.format(Locale.ENGLISH, "%,d removals are", row.getLong("removals"))
                                    + " held back because they are unusually many; everything else is sent. An owner or editor"
                                    + " approves or rejects them.",
                            base + "/holds",
                            "Decide")
                    .lookedAtAs("See what waits")
                    .because(ErrorCode.HELD);
        });
    }

    private List<Attention> lost(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select p.*, s.name from (select tenant_id, count(*) as syncs, min(segment_id) as segment_id from sync
                         where tenant_id = ? and mode <> 'off' and lost_at is not null group by tenant_id) p
                  join segment s on s.tenant_id = p.tenant_id and s.id = p.segment_id""", tenant)
                .list(
                        connection,
                        row -> Attention.toKnow(
                                        "LaunchDarkly lost " + row.getString("name")
                                                + (row.getLong("syncs") == 1
                                                        ? ""
                                                        : " and " + (row.getLong("syncs") - 1) + " more"),
                                        "It was deleted there. Segue sends everything again by itself; nobody need act.",
                                        base + "/segments/" + ids.encode("seg", row.getLong("segment_id")),
                                        "See the segment")
                                .because(ErrorCode.SEGMENT_LOST));
    }

    private List<Attention> quarantined(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select count(*) as keys, count(distinct y.segment_id) as segments
                  from quarantined_key q join sync y on y.tenant_id = q.tenant_id and y.id = q.sync_id
                 where q.tenant_id = ? having count(*) > 0""", tenant).list(connection, row -> {
            long keys = row.getLong("keys");
            long segments = row.getLong("segments");
            return Attention.toKnow(
                            keys == 1
                                    ? "LaunchDarkly refuses 1 key"
                                    : String.format(Locale.ENGLISH, "LaunchDarkly refuses %,d keys", keys),
                            (segments == 1 ? "They are in one segment" : "They are in " + segments + " segments")
                                    + " and in quarantine; all other members are delivered. Mend the values in Heap.",
                            base + "/quarantine",
                            "See the keys")
                    .because(ErrorCode.KEY_QUARANTINED);
        });
    }

    private List<Attention> paused(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select p.*, s.name from (select tenant_id, count(*) as syncs, min(segment_id) as segment_id from sync
                         where tenant_id = ? and paused_at is not null group by tenant_id) p
                  join segment s on s.tenant_id = p.tenant_id and s.id = p.segment_id""", tenant)
                .list(
                        connection,
                        row -> Attention.toKnow(
                                row.getLong("syncs") == 1
                                        ? row.getString("name") + " is paused"
                                        : row.getString("name") + " and " + (row.getLong("syncs") - 1)
                                                + " more are paused",
                                (row.getLong("syncs") == 1 ? "A person paused it" : "A person paused them")
                                        + "; what Heap sends is kept, and sent when someone resumes "
                                        + (row.getLong("syncs") == 1 ? "it." : "them."),
                                base + "/segments/" + ids.encode("seg", row.getLong("segment_id")),
                                "See the segment"));
    }
}
