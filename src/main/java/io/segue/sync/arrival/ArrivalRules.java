package io.segue.sync.arrival;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A tenant's setting for new segments; off until somebody turns it on. */
@ApplicationScoped
public class ArrivalRules {

    private static final String SUBJECT = "new segments";

    private final Database database;
    private final Audit audit;

    ArrivalRules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * The setting as it stands.
     *
     * @param rule empty while new segments stay off
     * @param connection the name of the connection that it names, or named last
     * @param isRemoved then that connection was removed, and new segments stay off until another one is chosen
     */
    public record Standing(Optional<ArrivalRule> rule, Optional<String> connection, boolean isRemoved) {}

    public Standing ofTenant(long tenant) {
        return database.inTenant(tenant, connection -> read(connection, tenant));
    }

    /** Whether this segment is new and off, and turned on as soon as Heap has told all of it. */
    public boolean awaits(long tenant, long segment) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select 1 from tenant t
                  join segment g on g.tenant_id = t.id and g.id = ? and g.created_at >= t.new_segments_since
                 where t.id = ? and t.new_segments_on
                   and not exists (select from sync y where y.tenant_id = t.id and y.segment_id = g.id)""", segment, tenant)
                        .first(connection, row -> true)
                        .orElse(false));
    }

    /** The segments that Heap told of last: what a key field looks like there, it will look like in new ones. */
    List<Long> latest(long tenant, int most) {
        return database.inTenant(
                tenant, connection -> new Select("""
                select id from segment where tenant_id = ? and member_count > 0 order by heard_at desc, id limit ?""", tenant, most).list(connection, row -> row.getLong(1)));
    }

    /** Segments that are there by now stay as they are, also those that came while another environment was named. */
    public void set(long tenant, Optional<ArrivalRule> rule, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            String before = words(connection, tenant, read(connection, tenant).rule());
            if (rule.isPresent()) {
                turnOn(connection, tenant, rule.get());
            } else {
                turnOff(connection, tenant);
            }
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "changed what becomes of new segments",
                    SUBJECT,
                    Change.of(before, words(connection, tenant, rule)));
        });
    }

    /** With the connection the setting ends; segments that it turned on are off by then, or the connection would stay. */
    void end(Connection connection, long tenant, long removed) throws SQLException {
        Optional<ArrivalRule> rule = read(connection, tenant).rule().filter(found -> found.connection() == removed);
        if (rule.isPresent()) {
            String before = words(connection, tenant, rule);
            turnOff(connection, tenant);
            audit.write(
                    connection,
                    tenant,
                    "Segue",
                    "changed what becomes of new segments",
                    SUBJECT,
                    Change.of(before, words(connection, tenant, Optional.empty()))
                            .because("the connection was removed"));
        }
    }

    private static void turnOn(Connection connection, long tenant, ArrivalRule rule) throws SQLException {
        new Select(
                        "select id from connection where tenant_id = ? and id = ? and removed_at is null",
                        tenant,
                        rule.connection())
                .first(connection, row -> row.getLong(1))
                .orElseThrow(() -> ProblemException.notFound("this connection"));
        new Select(
                        """
                update tenant set new_segments_on = true, new_segments_key_field = ?, new_segments_interval = ?,
                       new_segments_follow = ?, new_segments_connection = ?,
                       new_segments_since = case when new_segments_on and new_segments_connection = ?
                                                 then new_segments_since else now() end
                 where id = ? returning id""",
                        rule.keyField(),
                        (int) rule.interval().toSeconds(),
                        rule.followHeap(),
                        rule.connection(),
                        rule.connection(),
                        tenant)
                .first(connection, row -> row.getLong(1));
    }

    private static void turnOff(Connection connection, long tenant) throws SQLException {
        new Select("update tenant set new_segments_on = false where id = ? returning id", tenant)
                .first(connection, row -> row.getLong(1));
    }

    private static Standing read(Connection connection, long tenant) throws SQLException {
        return new Select("""
                select t.new_segments_on, t.new_segments_connection, t.new_segments_key_field, t.new_segments_interval,
                       t.new_segments_follow, c.name, c.removed_at is not null as removed
                  from tenant t
                  left join connection c on c.tenant_id = t.id and c.id = t.new_segments_connection
                 where t.id = ?""", tenant).first(connection, ArrivalRules::standing).orElseThrow();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        boolean isRemoved = row.getBoolean("removed");
        return new Standing(
                row.getBoolean("new_segments_on") && !isRemoved
                        ? Optional.of(new ArrivalRule(
                                row.getLong("new_segments_connection"),
                                row.getString("new_segments_key_field"),
                                Duration.ofSeconds(row.getInt("new_segments_interval")),
                                row.getBoolean("new_segments_follow")))
                        : Optional.empty(),
                Select.text(row, "name"),
                isRemoved);
    }

    private static String words(Connection connection, long tenant, Optional<ArrivalRule> rule) throws SQLException {
        if (rule.isEmpty()) {
            return "they stay off";
        }
        String name = new Select(
                        "select name from connection where tenant_id = ? and id = ?",
                        tenant,
                        rule.get().connection())
                .first(connection, row -> row.getString(1))
                .orElse("");
        return "turned on, " + rule.get().words() + ", to " + name;
    }
}
