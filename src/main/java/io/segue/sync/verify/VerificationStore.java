package io.segue.sync.verify;

import io.segue.connection.TargetPlace;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Comparisons as those who carry them out read and write them: each write behind the fence of the claim. */
@ApplicationScoped
class VerificationStore {

    /** Between two writes nobody takes longer, or the node is gone. */
    private static final int LEASE_SECONDS = 120;

    private static final String NEXT = "next_at = now() + ? * interval '1 second'";

    private final Database database;

    VerificationStore(Database database) {
        this.database = database;
    }

    /** The fence has moved on, or the comparison is gone. */
    static class LostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostException(VerificationClaim claim) {
            super("Comparing with LaunchDarkly, number " + claim.id() + ": another node has it now");
        }
    }

    /** What a comparison starts from. */
    record Start(
            boolean isExport,
            int wanted,
            Optional<String> export,
            long segment,
            long connection,
            String keyField,
            long doubtBelow,
            Optional<TargetPlace> place,
            boolean isOld) {}

    List<VerificationClaim> claim(int most) {
        return database.as(
                Role.WORKER,
                worker -> new Select("""
                update verification v set fence = fence + 1, next_at = now() + ? * interval '1 second'
                  from (select tenant_id, id from verification where state in ('waiting', 'running') and next_at <= now()
                         order by next_at limit ? for update skip locked) due
                 where v.tenant_id = due.tenant_id and v.id = due.id returning v.tenant_id, v.id, v.sync_id, v.fence""", LEASE_SECONDS, most)
                        .list(
                                worker,
                                row -> new VerificationClaim(
                                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    }

    Start start(VerificationClaim claim) {
        return database.inTenant(
                claim.tenant(),
                connection -> new Select("""
                select v.kind = 'export' as is_export, v.wanted, v.export_id, y.segment_id, y.connection_id, y.doubt_below,
                       coalesce(s.key_field, 'id') as key_field, y.project_key, y.environment_key, y.segment_key,
                       v.asked_at < now() - interval '6 hours' as is_old
                  from verification v
                  join sync y on y.tenant_id = v.tenant_id and y.id = v.sync_id
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where v.tenant_id = ? and v.id = ?""", claim.tenant(), claim.id())
                        .first(connection, VerificationStore::start)
                        .orElseThrow(() -> new LostException(claim)));
    }

    /** Whatever an earlier try found is forgotten. */
    void begin(VerificationClaim claim) {
        write(claim, connection -> {
            execute(connection, claim, "delete from verification_key where tenant_id = ? and verification_id = ?");
            set(connection, claim, "state = 'running', checked = 0, missing = 0, extra = 0");
        });
    }

    void exportStarted(VerificationClaim claim, String export, Duration lookIn) {
        write(
                claim,
                connection -> set(
                        connection, claim, "state = 'running', export_id = ?, " + NEXT, export, lookIn.toSeconds()));
    }

    void lookAgain(VerificationClaim claim, Duration lookIn) {
        write(claim, connection -> set(connection, claim, NEXT, lookIn.toSeconds()));
    }

    /** Keeps the claim, too. */
    void progress(VerificationClaim claim, long checked) {
        write(claim, connection -> set(connection, claim, "checked = ?, " + NEXT, checked, (long) LEASE_SECONDS));
    }

    void finish(VerificationClaim claim, long checked, long missing, long extra, boolean isSure) {
        write(
                claim,
                connection -> set(
                        connection,
                        claim,
                        "state = 'done', finished_at = now(), next_at = null, checked = ?, missing = ?, extra = ?, is_sure = ?",
                        checked,
                        missing,
                        extra,
                        isSure));
    }

    void fail(VerificationClaim claim, String why) {
        write(
                claim,
                connection -> set(
                        connection,
                        claim,
                        "state = 'failed', finished_at = now(), next_at = null, failure_message = ?",
                        why));
    }

    /** The segment may have been deleted. */
    void haveItLookedAt(VerificationClaim claim) {
        database.inTenant(
                claim.tenant(),
                connection -> new Select("""
                update sync set look_at = now() where tenant_id = ? and id = ? and mode <> 'off' returning id""", claim.tenant(), claim.sync()).first(connection, row -> row.getLong(1)));
    }

    /** Work whose result counts only while the claim is ours. */
    void write(VerificationClaim claim, Database.Task task) {
        database.doInTenant(claim.tenant(), connection -> {
            new Select(
                            "select id from verification where tenant_id = ? and id = ? and fence = ? for update",
                            claim.tenant(),
                            claim.id(),
                            claim.fence())
                    .first(connection, row -> row.getLong(1))
                    .orElseThrow(() -> new LostException(claim));
            task.on(connection);
        });
    }

    static void execute(Connection connection, VerificationClaim claim, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, claim.tenant());
            statement.setLong(2, claim.id());
            statement.executeUpdate();
        }
    }

    private static void set(Connection connection, VerificationClaim claim, String assignments, Object... values)
            throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(claim.tenant(), claim.id()));
        new Select(
                        "update verification set " + assignments + " where tenant_id = ? and id = ? returning id",
                        all.toArray())
                .first(connection, row -> row.getLong(1));
    }

    private static Start start(ResultSet row) throws SQLException {
        String project = row.getString("project_key");
        String environment = row.getString("environment_key");
        String segment = row.getString("segment_key");
        return new Start(
                row.getBoolean("is_export"),
                row.getInt("wanted"),
                Select.text(row, "export_id"),
                row.getLong("segment_id"),
                row.getLong("connection_id"),
                row.getString("key_field"),
                row.getLong("doubt_below"),
                project == null || environment == null || segment == null
                        ? Optional.empty()
                        : Optional.of(new TargetPlace(project, environment, segment)),
                row.getBoolean("is_old"));
    }
}
