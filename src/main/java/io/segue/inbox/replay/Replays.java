package io.segue.inbox.replay;

import io.segue.audit.Audit;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.InboxConfig;
import io.segue.inbox.PageHead;
import io.segue.inbox.PageReader;
import io.segue.inbox.UnreadablePageException;
import io.segue.inbox.apply.Applier;
import io.segue.platform.Database;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.segment.Segments;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has stored deliveries read once more. They wait as if they had just come, and are applied at their old places in
 * Heap's order, so that the newest word on each member stands (docs/decisions/0010). Twice changes no more than once.
 */
@ApplicationScoped
public class Replays {

    private final Database database;
    private final PageReader reader;
    private final Segments segments;
    private final Applier applier;
    private final Audit audit;
    private final InboxConfig config;
    private final Clock clock;

    Replays(
            Database database,
            PageReader reader,
            Segments segments,
            Applier applier,
            Audit audit,
            InboxConfig config,
            Clock clock) {
        this.database = database;
        this.reader = reader;
        this.segments = segments;
        this.applier = applier;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** One that could not be read when it came: what it says and of which segment, or the fault that it still has. */
    private record Reread(Candidate delivery, Optional<PageHead> head, long segment, String fault) {

        static Reread faulty(Candidate delivery, String fault) {
            return new Reread(delivery, Optional.empty(), 0, fault);
        }
    }

    /** What would be replayed of all deliveries until now. */
    public ReplayPlan plan(long tenant, DeliveryFilter filter) {
        return database.inTenant(tenant, connection -> {
            ReplaySql sql = new ReplaySql(connection, tenant);
            return plan(sql, filter, sql.newest());
        });
    }

    /**
     * Replays what was planned, if it still is as many.
     *
     * @param words which deliveries are meant, for the audit log
     */
    public long replay(long tenant, DeliveryFilter filter, long upTo, long expected, String words, String actor) {
        ReplayPlan plan = database.inTenant(tenant, connection -> {
            ReplaySql sql = new ReplaySql(connection, tenant);
            if (!sql.exists(upTo)) {
                throw ProblemException.notFound("this delivery");
            }
            return plan(sql, filter, upTo);
        });
        if (plan.isTooMany()) {
            throw ProblemException.badRequest(String.format(
                    Locale.ENGLISH,
                    "Replaying deliveries: expected at most %,d, these are more. Narrow them to a day or a segment.",
                    ReplayPlan.MOST));
        }
        if (plan.count() < expected && plan.foreign() > 0) {
            throw ProblemException.conflict(String.format(
                    Locale.ENGLISH,
                    "Replaying deliveries: %,d are of another Heap account, which an owner has to accept first. Nothing was"
                            + " replayed.",
                    plan.foreign()));
        }
        if (plan.count() != expected) {
            throw ProblemException.conflict(String.format(
                    Locale.ENGLISH,
                    "Replaying deliveries: expected %,d as confirmed, there are %,d now. Nothing was replayed; look again.",
                    expected,
                    plan.count()));
        }
        if (plan.count() > 0) {
            carryOut(tenant, plan, words, actor);
        }
        return plan.count();
    }

    private ReplayPlan plan(ReplaySql sql, DeliveryFilter filter, long upTo) throws SQLException {
        List<Candidate> found = sql.candidates(filter, upTo, keptSince(), ReplayPlan.MOST + 1);
        return new ReplayPlan(upTo, found, found.size() > ReplayPlan.MOST);
    }

    /** Bodies go by days; a task that began on the first day that is kept may have begun before it. */
    Instant keptSince() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusDays(config.keepBodies().toDays() - 1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    private void carryOut(long tenant, ReplayPlan plan, String words, String actor) {
        List<Reread> reread = new ArrayList<>();
        for (Candidate one : plan.replayable()) {
            if (one.verdict().equals("unusable")) {
                reread.add(readAgain(tenant, one));
            }
        }
        Set<Long> waiting = database.inTenant(tenant, connection -> {
            Set<Long> touched = write(new ReplaySql(connection, tenant), plan.replayable(), reread, actor);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    plan.count() == 1 ? "replayed a delivery" : "replayed deliveries",
                    words,
                    detail(plan));
            return touched;
        });
        waiting.forEach(segment -> applier.wake(tenant, segment));
    }

    private static Set<Long> write(ReplaySql sql, List<Candidate> chosen, List<Reread> reread, String actor)
            throws SQLException {
        for (Reread one : reread) {
            if (one.head().isPresent()) {
                sql.understand(one.delivery(), one.head().get(), one.segment());
            } else {
                sql.stillUnusable(one.delivery(), one.fault(), actor);
            }
        }
        sql.nameSegments(chosen);
        sql.claimKeys(chosen);
        return sql.setWaiting(chosen, actor);
    }

    private Reread readAgain(long tenant, Candidate one) {
        try {
            PageHead head = reader.head(body(tenant, one));
            if (head.fault().isPresent()) {
                return Reread.faulty(one, head.fault().get());
            }
            String heapId = head.segmentId().orElseThrow();
            return new Reread(
                    one,
                    Optional.of(head),
                    segments.idOf(tenant, heapId, head.segmentName().orElse(heapId)),
                    "");
        } catch (UnreadablePageException e) {
            return Reread.faulty(one, String.valueOf(e.getMessage()));
        }
    }

    private byte[] body(long tenant, Candidate one) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                        select b.body, d.body_size from delivery d
                          join delivery_body b on b.tenant_id = d.tenant_id and b.id = d.id and b.received_at = d.received_at
                         where d.tenant_id = ? and d.id = ?""", tenant, one.id())
                        .first(connection, row -> Deflated.inflate(row.getBytes(1), row.getInt(2)))
                        .orElseThrow(() -> ProblemException.notFound("the body of this delivery")));
    }

    private static String detail(ReplayPlan plan) {
        if (plan.count() == 1) {
            return String.format(
                    Locale.ENGLISH,
                    "it was %s and names %,d members",
                    plan.parts().get(0).verdict(),
                    plan.members());
        }
        return plan.parts().stream()
                .map(part -> String.format(Locale.ENGLISH, "%,d %s", part.deliveries(), part.verdict()))
                .collect(Collectors.joining(
                        ", ",
                        String.format(Locale.ENGLISH, "%,d in all, naming %,d members: ", plan.count(), plan.members()),
                        ""));
    }
}
