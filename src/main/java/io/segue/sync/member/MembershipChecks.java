package io.segue.sync.member;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.TargetAccount;
import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.SealBrokenException;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.sync.pace.Enquiries;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks LaunchDarkly itself whether it holds a key in a segment, with the manners of a run. */
@ApplicationScoped
public class MembershipChecks {

    /** So long a person waits in front of a page while LaunchDarkly limits the token. */
    private static final Duration IN_FRONT_OF_A_PAGE = Duration.ofSeconds(3);

    private final Database database;
    private final Connections connections;
    private final TargetAccount account;
    private final Enquiries enquiries;
    private final OpaqueIds ids;

    MembershipChecks(
            Database database, Connections connections, TargetAccount account, Enquiries enquiries, OpaqueIds ids) {
        this.ids = ids;
        this.enquiries = enquiries;
        this.database = database;
        this.connections = connections;
        this.account = account;
    }

    /**
     * What LaunchDarkly said.
     *
     * @param isMember empty when it did not say
     * @param error why it did not say
     */
    public record Answer(Optional<Boolean> isMember, Optional<ShownError> error) {

        static Answer of(boolean isMember) {
            return new Answer(Optional.of(isMember), Optional.empty());
        }

        static Answer none(ErrorCode error, String words) {
            return new Answer(Optional.empty(), Optional.of(new ShownError(error, words)));
        }

        /** Why it did not say; empty when it did. */
        public String words() {
            return error.map(ShownError::message).orElse("");
        }
    }

    /** A segment that LaunchDarkly can be asked about. */
    public record Askable(String segmentId, String segment, String connectionId, String connection) {}

    /** Those that LaunchDarkly has answered for, by name. */
    public List<Askable> askable(long tenant, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select s.id as segment_id, s.name as segment, c.id as connection_id, c.name as connection from sync y
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id and c.removed_at is null
                 where y.tenant_id = ? and y.segment_key is not null and y.project_key is not null
                   and y.environment_key is not null
                 order by lower(s.name), s.id, c.name limit ?""", tenant, most)
                        .list(
                                connection,
                                row -> new Askable(
                                        ids.encode(SegmentSummary.PREFIX, row.getLong("segment_id")),
                                        row.getString("segment"),
                                        ids.encode(Connections.PREFIX, row.getLong("connection_id")),
                                        row.getString("connection"))));
    }

    public Answer ask(long tenant, long segment, long connection, String key) {
        return ask(tenant, segment, connection, key, IN_FRONT_OF_A_PAGE);
    }

    /** The same for who waits no longer than this until it may ask. */
    public Answer ask(long tenant, long segment, long connection, String key, Duration mostWait) {
        Optional<TargetPlace> place = place(tenant, segment, connection);
        if (place.isEmpty()) {
            return Answer.none(
                    ErrorCode.NOT_POSSIBLE_NOW,
                    "It has not told yet where it keeps this segment. Sync the segment first.");
        }
        Optional<ConnectionAccess> access = connections.open(tenant, connection);
        if (access.isEmpty()) {
            return Answer.none(ErrorCode.MISSING, "The connection was removed.");
        }
        try {
            return Answer.of(enquiries.ask(
                    access.get(),
                    mostWait,
                    () -> account.isMember(place.get(), key, access.get().accessToken())));
        } catch (VendorException e) {
            return Answer.none(ErrorCode.of(e.failure().code()), e.failure().message());
        } catch (SealBrokenException e) {
            return Answer.none(ErrorCode.CREDENTIALS_REFUSED, e.getMessage());
        }
    }

    private Optional<TargetPlace> place(long tenant, long segment, long target) {
        return database.inTenant(
                        tenant,
                        connection ->
                                new Select("""
                        select project_key, environment_key, segment_key from sync
                         where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, segment, target).first(connection, MembershipChecks::place))
                .orElseThrow(() -> ProblemException.notFound("this segment"));
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
