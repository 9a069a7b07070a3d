package io.segue.alert.watch;

import io.segue.alert.EventType;
import io.segue.alert.notice.Notice;
import io.segue.alert.notice.Notices;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells signed webhooks that asked for it how each run ended, once: a run whose end was told has a notice. */
@ApplicationScoped
class EndedRuns {

    /** A run that ended longer ago, while nobody looked, is old news. */
    private static final Duration OLDEST = Duration.ofHours(24);

    private static final int MOST = 200;

    private final Database database;
    private final Notices notices;
    private final OpaqueIds ids;
    private final String baseUrl;

    EndedRuns(Database database, Notices notices, OpaqueIds ids, @ConfigProperty(name = "segue.url") String baseUrl) {
        this.database = database;
        this.notices = notices;
        this.ids = ids;
        this.baseUrl = baseUrl;
    }

    private record Ended(long id, Notice notice) {}

    List<Long> awaited() {
        return database.as(Role.WORKER, connection -> new Select("""
                select distinct tenant_id from alert_target
                 where is_on and removed_at is null and 'run.ended' = any (events) order by tenant_id""").list(connection, row -> row.getLong(1)));
    }

    /** Those that ended since somebody wants to know. */
    void tell(TenantSummary tenant, Instant now) {
        database.doInTenant(tenant.id(), connection -> {
            List<Ended> ended = new Select("""
                    select r.*, y.segment_id, y.connection_id, s.name as segment, c.name as connection
                      from run r
                      join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
                      join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                      join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                     where r.tenant_id = ? and r.finished_at > ?
                       and r.finished_at >= (select min(made_at) from alert_target t where t.tenant_id = r.tenant_id
                             and t.is_on and t.removed_at is null and 'run.ended' = any (t.events))
                       and not exists (select from alert_notice n where n.tenant_id = r.tenant_id and n.run_id = r.id)
                     order by r.finished_at, r.id limit ?""", tenant.id(), Timestamp.from(now.minus(OLDEST)), MOST)
                    .list(connection, row -> ended(row, tenant));
            for (Ended one : ended) {
                notices.tell(connection, tenant.id(), one.notice(), now);
            }
        });
    }

    private Ended ended(ResultSet row, TenantSummary tenant) throws SQLException {
        String id = ids.encode("run", row.getLong("id"));
        String path = "/t/" + tenant.slug() + "/runs/" + id;
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("id", id);
        run.put("state", row.getString("state"));
        run.put("cause", row.getString("cause"));
        run.put("segmentId", ids.encode("seg", row.getLong("segment_id")));
        run.put("segment", row.getString("segment"));
        run.put("connectionId", ids.encode("con", row.getLong("connection_id")));
        run.put("connection", row.getString("connection"));
        run.put("adds", row.getLong("adds"));
        run.put("removes", row.getLong("removes"));
        run.put("calls", row.getLong("calls"));
        run.put("quarantined", row.getLong("quarantined"));
        Select.time(row, "started_at").ifPresent(at -> run.put("startedAt", at.toString()));
        Select.time(row, "finished_at").ifPresent(at -> run.put("finishedAt", at.toString()));
        Select.text(row, "failure_code").ifPresent(code -> run.put("error", code));
        run.put("url", baseUrl + path);
        return new Ended(
                row.getLong("id"),
                new Notice(
                        EventType.RUN_ENDED,
                        "run-ended",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(row.getLong("id")),
                        "A run of " + row.getString("segment") + " " + words(row.getString("state")),
                        "To " + row.getString("connection") + ".",
                        path,
                        Map.of("tenant", tenant.slug(), "run", run)));
    }

    private static String words(String state) {
        return state.equals("cancelled") ? "was ended by a person" : state;
    }
}
