package io.segue.sync.watch;

import io.segue.connection.TargetPlace;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Which segments are to be looked at, over all tenants; taken by one node at a time. */
@ApplicationScoped
class DueLooks {

    private final Database database;

    DueLooks(Database database) {
        this.database = database;
    }

    /** One look at one sync's segment. */
    record Look(long tenant, long sync, long connection) {}

    /** What a look starts from. */
    record Start(TargetPlace place, Sight sight) {}

    /** Whoever takes them is given a while; a node that is lost only looks later. */
    List<Look> take(int most) {
        return database.as(
                Role.WORKER,
                worker -> new Select("""
                update sync s set look_at = now() + interval '10 minutes'
                  from (select tenant_id, id from sync
                         where look_at <= now() and mode <> 'off' and paused_at is null
                           and exists (select from tenant t where t.id = sync.tenant_id and t.state = 'enabled')
                         order by look_at limit ? for update skip locked) due
                 where s.tenant_id = due.tenant_id and s.id = due.id
                returning s.tenant_id, s.id, s.connection_id""", most)
                        .list(worker, row -> new Look(row.getLong(1), row.getLong(2), row.getLong(3))));
    }

    /** Empty before LaunchDarkly told where it keeps the segment. */
    Optional<Start> start(Look look) {
        return database.inTenant(
                look.tenant(),
                connection -> new Select("""
                select project_key, environment_key, segment_key, coalesce(last_created, target_created) as created, looks_in_vain
                  from sync
                 where tenant_id = ? and id = ? and project_key is not null and environment_key is not null
                   and segment_key is not null""", look.tenant(), look.sync()).first(connection, DueLooks::start));
    }

    private static Start start(ResultSet row) throws SQLException {
        long created = row.getLong("created");
        boolean wasSeen = !row.wasNull();
        return new Start(
                new TargetPlace(
                        row.getString("project_key"), row.getString("environment_key"), row.getString("segment_key")),
                new Sight(wasSeen ? OptionalLong.of(created) : OptionalLong.empty(), row.getInt("looks_in_vain")));
    }
}
