package io.segue.dashboard.overview;

import io.segue.alert.target.Target;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Notices of alerts that were given up, until their target is reached again: whoever was to act may not know. */
@ApplicationScoped
class AlertAttention {

    private static final int MOST = 5;
    private static final Duration LATELY = Duration.ofDays(3);

    private final OpaqueIds ids;
    private final Clock clock;

    AlertAttention(OpaqueIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    List<Attention> find(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select t.id, t.name, count(*) as notices, (array_agg(d.answer order by d.id desc))[1] as answer
                  from alert_delivery d
                  join alert_target t on t.tenant_id = d.tenant_id and t.id = d.target_id
                 where d.tenant_id = ? and d.state = 'given-up' and d.ended_at > ? and t.removed_at is null and t.is_on
                   and not exists (select from alert_delivery l
                        where l.tenant_id = d.tenant_id and l.target_id = d.target_id and l.state = 'delivered'
                          and l.ended_at > d.ended_at)
                 group by t.id, t.name order by max(d.ended_at) desc limit ?""", tenant, Timestamp.from(clock.instant().minus(LATELY)), MOST)
                .list(connection, row -> lost(row, base));
    }

    private Attention lost(ResultSet row, String base) throws SQLException {
        long notices = row.getLong("notices");
        String answer = Select.text(row, "answer")
                .map(text -> " Its last answer: " + text + ".")
                .orElse("");
        return Attention.toKnow(
                        row.getString("name") + " did not get " + notices + (notices == 1 ? " notice" : " notices")
                                + " of alerts",
                        "It was tried and given up." + answer
                                + " Mend the target, send a test, and send again from the log what still matters.",
                        base + "/alerts?target=" + ids.encode(Target.PREFIX, row.getLong("id")) + "&state=given-up#log",
                        "See the log")
                .because(ErrorCode.ALERT_NOT_DELIVERED);
    }
}
