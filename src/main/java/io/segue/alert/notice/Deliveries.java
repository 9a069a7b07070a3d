package io.segue.alert.notice;

import io.segue.alert.AlertConfig;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.alert.target.Target;
import io.segue.alert.target.Targets;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The log of what was told; sends a test, and one of the log again. */
@ApplicationScoped
public class Deliveries {

    private static final String DELIVERIES = """
            select d.*, n.event, n.kind, n.level, n.title, n.path, t.name as target, t.kind as target_kind,
                   t.removed_at is null as target_there
              from alert_delivery d
              join alert_notice n on n.tenant_id = d.tenant_id and n.id = d.notice_id
              join alert_target t on t.tenant_id = d.tenant_id and t.id = d.target_id
             where d.tenant_id = ? and t.kind = any(?) and n.event = any(?)""";

    private final Database database;
    private final Notices notices;
    private final Targets targets;
    private final OpaqueIds ids;
    private final Audit audit;
    private final AlertConfig config;
    private final Clock clock;

    Deliveries(
            Database database,
            Notices notices,
            Targets targets,
            OpaqueIds ids,
            Audit audit,
            AlertConfig config,
            Clock clock) {
        this.database = database;
        this.notices = notices;
        this.targets = targets;
        this.ids = ids;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The latest first, without what only a newer version knows.
     *
     * @param target only those to it
     * @param state only those in it; empty for all
     * @param before an id of the list: those behind it
     */
    public List<LoggedDelivery> list(long tenant, Optional<String> target, String state, String before, int most) {
        long of = target.map(id -> targets.get(tenant, id).number()).orElse(0L);
        long end = before.isEmpty() ? Long.MAX_VALUE : number(before);
        return database.inTenant(
                tenant,
                connection -> new Select(
                                DELIVERIES + " and (? = 0 or d.target_id = ?) and (? = '' or d.state = ?) and d.id < ?"
                                        + " order by d.id desc limit ?",
                                tenant,
                                TargetKind.words(),
                                EventType.words(),
                                of,
                                of,
                                state,
                                state,
                                end,
                                most)
                        .list(connection, this::read));
    }

    /** By opaque id; another tenant's is as unknown as one that never was. */
    public LoggedDelivery get(long tenant, String id) {
        return database.inTenant(tenant, connection -> get(connection, tenant, number(id)));
    }

    /** The same notice, with the same id, to the same target; what is under way is not sent twice. */
    public LoggedDelivery resend(long tenant, String id, String actor) {
        long number = number(id);
        return database.inTenant(tenant, connection -> {
            LoggedDelivery of = get(connection, tenant, number);
            if (!of.isResendable()) {
                throw ProblemException.conflict(
                        "Sending a notice again: expected one that is not waiting, to a target that is there, got one that is "
                                + (of.isWaiting() ? "waiting." : "of a target that was removed."));
            }
            long notice =
                    ids.decode(LoggedDelivery.NOTICE_PREFIX, of.noticeId()).orElseThrow();
            long again = Notices.queue(connection, tenant, notice, targets.number(of.targetId()), clock.instant());
            audit.write(connection, tenant, actor, "sent a notice again", of.target(), Change.to(of.title()));
            return get(connection, tenant, again);
        });
    }

    /** At most one in a while, for whoever can name a target must not be able to flood it. */
    public LoggedDelivery test(long tenant, String tenantName, String path, String targetId, String actor) {
        Target target = targets.get(tenant, targetId);
        Instant now = clock.instant();
        return database.inTenant(tenant, connection -> {
            refuseTooSoon(connection, tenant, target, now);
            Notice notice = new Notice(
                    EventType.TEST,
                    EventType.TEST.word(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "A test of alerts",
                    "If you read this, alerts of " + tenantName + " reach " + target.name() + ". Nothing is wrong.",
                    path,
                    Map.of("message", "A test: nothing is wrong."));
            long made = notices.tellOne(connection, tenant, notice, target.number(), now);
            audit.write(connection, tenant, actor, "sent a test of alerts", target.name(), "");
            return get(connection, tenant, made);
        });
    }

    private void refuseTooSoon(Connection connection, long tenant, Target target, Instant now) throws SQLException {
        Duration between = config.betweenTests();
        boolean isFirst = new Select(
                        """
                update alert_target set tested_at = ?
                 where tenant_id = ? and id = ? and (tested_at is null or tested_at <= ?) returning id""", Timestamp.from(now), tenant, target.number(), Timestamp.from(now.minus(between)))
                .first(connection, row -> true)
                .orElse(false);
        if (!isFirst) {
            throw new ProblemException(
                    ErrorCode.TOO_MANY,
                    429,
                    "Too many tests",
                    "Sending a test: expected " + between.toSeconds()
                            + " seconds between two tests of a target, and one went just now. Look at its answer first.");
        }
    }

    private LoggedDelivery get(Connection connection, long tenant, long number) throws SQLException {
        return new Select(DELIVERIES + " and d.id = ?", tenant, TargetKind.words(), EventType.words(), number)
                .first(connection, this::read)
                .orElseThrow(Deliveries::notFound);
    }

    private long number(String id) {
        return ids.decode(LoggedDelivery.PREFIX, id).orElseThrow(Deliveries::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("this notice");
    }

    private LoggedDelivery read(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new LoggedDelivery(
                ids.encode(LoggedDelivery.PREFIX, row.getLong("id")),
                ids.encode(LoggedDelivery.NOTICE_PREFIX, row.getLong("notice_id")),
                ids.encode(Target.PREFIX, row.getLong("target_id")),
                row.getString("target"),
                TargetKind.find(row.getString("target_kind")).orElseThrow(),
                row.getBoolean("target_there"),
                EventType.of(row.getString("event")),
                row.getString("kind"),
                Select.text(row, "level").map(Level::of),
                row.getString("title"),
                row.getString("path"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                Select.time(row, "last_try_at"),
                Select.time(row, "next_try_at"),
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                Select.text(row, "answer"),
                Select.time(row, "ended_at"));
    }
}
