package io.segue.dashboard.overview;

import io.segue.inbox.InboxConfig;
import io.segue.platform.Select;
import io.segue.sync.lateness.Silence;
import io.segue.sync.lateness.Silences;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What needs a person on the way from Heap. */
@ApplicationScoped
class HeapAttention {

    private static final int MOST = 5;

    /** So many silences are counted in one line. */
    private static final int MOST_SILENCES = 1_000;

    private final Silences silences;
    private final InboxConfig inbox;
    private final Clock clock;

    HeapAttention(Silences silences, InboxConfig inbox, Clock clock) {
        this.silences = silences;
        this.inbox = inbox;
        this.clock = clock;
    }

    List<Attention> find(Connection connection, long tenant, String base) throws SQLException {
        List<Attention> found = new ArrayList<>();
        refused(connection, tenant, base).ifPresent(found::add);
        found.addAll(silent(connection, tenant, base));
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
                                        "See what to mend")
                                .because(ErrorCode.HEAP_REFUSED));
    }

    /** One line for what goes on, one for what ended lately, however many segments it concerns. */
    private List<Attention> silent(Connection connection, long tenant, String base) throws SQLException {
        List<Silence> all = silences.ofTenant(connection, tenant, MOST_SILENCES);
        List<Attention> found = new ArrayList<>();
        List<Silence> going = all.stream().filter(silence -> !silence.isOver()).toList();
        if (!going.isEmpty()) {
            found.add(goesOn(going, base));
        }
        List<Silence> over = all.stream().filter(Silence::isOver).toList();
        if (!over.isEmpty()) {
            Silence last = over.get(0);
            found.add(Attention.toKnow(
                    "Heap sends" + about(over) + " again after " + last.length(clock.instant()) + " of silence",
                    "What it had to tell meanwhile has come, or comes with its next sync. Nobody need act.",
                    link(last, base, "/inbox"),
                    last.segmentId().isPresent() ? "See the segment" : "See the inbox"));
        }
        return found;
    }

    private Attention goesOn(List<Silence> going, String base) {
        Silence first = going.get(0);
        String detail = first.segmentId().isPresent()
                ? "Heap sends other segments. Check there that the segment’s sync is switched on for this integration; when"
                        + " nothing changed in it, Heap may have had nothing to say."
                : "Heap usually sends every 4 hours. Check in Heap that the integration is still there, that the"
                        + " segments’ sync is switched on, and that its webhook URL is the one of Set up.";
        return Attention.toKnow(
                        "Nothing from Heap" + about(going) + " for " + first.length(clock.instant()),
                        detail,
                        link(first, base, "/setup#heap"),
                        first.segmentId().isPresent() ? "See the segment" : "See the steps")
                .because(ErrorCode.SILENCE);
    }

    /** Nothing when it concerns all segments; that one is told of first, and says all. */
    private static String about(List<Silence> silences) {
        return silences.get(0)
                .segment()
                .map(name -> " for " + name + (silences.size() > 1 ? " and " + (silences.size() - 1) + " more" : ""))
                .orElse("");
    }

    private static String link(Silence silence, String base, String ofAll) {
        return base + silence.segmentId().map(id -> "/segments/" + id).orElse(ofAll);
    }

    /**
     * A later task only says what changed since, so it does not bring the lost page's members. Only a drain overrules
     * what they were; that Heap sent everyone anew cannot be told from a page, so it is shown as long as the deliveries
     * are kept.
     */
    private List<Attention> incomplete(Connection connection, long tenant, String base) throws SQLException {
        Timestamp since = Timestamp.from(clock.instant().minus(inbox.keepDeliveries()));
        return new Select("""
                select name, task_id, pages_applied, total_pages, tasks from (
                    select distinct on (t.segment_id) s.name, t.task_id, t.pages_applied, t.total_pages, t.last_at,
                           count(*) over (partition by t.segment_id) as tasks
                      from task t join segment s on s.tenant_id = t.tenant_id and s.id = t.segment_id
                     where t.tenant_id = ? and t.incomplete_at is not null and t.completed_at is null
                       and t.last_at > ? and t.task_order > s.drained_order
                     order by t.segment_id, t.task_order desc) newest
                 order by last_at desc limit ?""", tenant, since, MOST).list(connection, row -> lacking(row, base));
    }

    private static Attention lacking(ResultSet row, String base) throws SQLException {
        long others = row.getLong("tasks") - 1;
        return Attention.toKnow(
                        "Heap sent " + row.getLong("pages_applied") + " of " + row.getLong("total_pages") + " pages of "
                                + row.getString("name")
                                + (others > 0 ? ", and too few in " + others + " more of its tasks" : ""),
                        "What came is applied; the members of the other pages may be wrong, and Heap’s later tasks do not"
                                + " repeat them. Is a page in the inbox, but not applied? Then replay it there. Else have Heap"
                                + " send the segment again.",
                        base + "/inbox?task=" + URLEncoder.encode(row.getString("task_id"), StandardCharsets.UTF_8),
                        "See its pages")
                .because(ErrorCode.TASK_INCOMPLETE);
    }

    private static List<Attention> deliveries(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select verdict, count(*) as calls from delivery
                 where tenant_id = ? and received_at > now() - interval '3 days'
                   and verdict in ('conflict', 'stale', 'unusable', 'failed', 'foreign') group by verdict order by verdict""", tenant).list(connection, row -> {
            String verdict = row.getString("verdict");
            long calls = row.getLong("calls");
            return new Attention(
                    verdict.equals("failed") || verdict.equals("foreign"),
                    calls + " of Heap’s calls in the last 3 days: " + verdict,
                    meaning(verdict),
                    base + "/inbox?verdict=" + verdict,
                    "Open inbox",
                    "Open inbox",
                    ErrorCode.find("delivery-" + verdict));
        });
    }

    private static String meaning(String verdict) {
        return switch (verdict) {
            case "conflict" ->
                "The same page came twice with different contents; the second one was kept but not applied.";
            case "stale" -> "They were signed too long ago, so they were kept but not applied.";
            case "foreign" ->
                "They name another Heap account than those before, so they were kept but not applied, until an owner accepts"
                        + " it.";
            case "unusable" -> "They are genuine, but say something that Segue does not understand.";
            default -> "They were received but could not be applied; support can see why.";
        };
    }
}
