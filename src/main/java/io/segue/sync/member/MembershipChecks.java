package io.segue.sync.member;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.TargetAccount;
import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Asks LaunchDarkly itself whether it holds a key in a segment. */
@ApplicationScoped
public class MembershipChecks {

    private final Database database;
    private final Connections connections;
    private final TargetAccount account;

    MembershipChecks(Database database, Connections connections, TargetAccount account) {
        this.database = database;
        this.connections = connections;
        this.account = account;
    }

    /**
     * What LaunchDarkly said.
     *
     * @param isMember empty when it did not say
     * @param words why it did not say
     */
    public record Answer(Optional<Boolean> isMember, String words) {}

    public Answer ask(long tenant, long segment, long connection, String key) {
        TargetPlace place = place(tenant, segment, connection);
        Optional<ConnectionAccess> access = connections.open(tenant, connection);
        if (access.isEmpty()) {
            return new Answer(Optional.empty(), "The connection was removed.");
        }
        try {
            return new Answer(
                    Optional.of(account.isMember(place, key, access.get().accessToken())), "");
        } catch (VendorException e) {
            return new Answer(Optional.empty(), e.failure().message());
        } catch (SealBrokenException e) {
            return new Answer(Optional.empty(), e.getMessage());
        }
    }

    private TargetPlace place(long tenant, long segment, long target) {
        Optional<TargetPlace> place = database.inTenant(
                        tenant,
                        connection ->
                                new Select("""
                        select project_key, environment_key, segment_key from sync
                         where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, segment, target).first(connection, MembershipChecks::place))
                .orElseThrow(() -> ProblemException.notFound("this sync"));
        return place.orElseThrow(() -> ProblemException.conflict("Asking LaunchDarkly: expected a segment that it has"
                + " answered for, this one was never synced there. Sync it first."));
    }

    private static Optional<TargetPlace> place(ResultSet row) throws SQLException {
        String segment = row.getString("segment_key");
        String project = row.getString("project_key");
        String environment = row.getString("environment_key");
        return segment == null || project == null || environment == null
                ? Optional.empty()
                : Optional.of(new TargetPlace(project, environment, segment));
    }
}
