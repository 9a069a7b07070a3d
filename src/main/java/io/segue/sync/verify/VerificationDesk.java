package io.segue.sync.verify;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.Syncs;
import io.segue.sync.doubt.Doubts;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people ask for, see and decide of comparisons with LaunchDarkly. */
@ApplicationScoped
public class VerificationDesk {

    /** Each is a call to LaunchDarkly. */
    static final int MOST_SAMPLED = 1_000;

    private static final int REPAIRED_AT_ONCE = 10_000;

    private final Database database;
    private final Doubts doubts;
    private final Audit audit;
    private final Event<SyncDueEvent> due;
    private final OpaqueIds ids;

    VerificationDesk(Database database, Doubts doubts, Audit audit, Event<SyncDueEvent> due, OpaqueIds ids) {
        this.database = database;
        this.doubts = doubts;
        this.audit = audit;
        this.due = due;
        this.ids = ids;
    }

    /** What a segment's sync is compared with. */
    record Standing(
            long sync, long delivered, Optional<Long> told, Optional<Instant> lookedAt, Optional<ShownError> failure) {}

    /** A difference that was found. */
    @Schema(name = "Difference", description = "A difference that was found.")
    public record Difference(String key, String finding) {}

    Standing standing(long tenant, long segment, long target) {
        return database.inTenant(
                        tenant,
                        connection -> new Select("""
                select id, delivered_count, target_count, looked_at, look_failure from sync
                 where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, segment, target).first(connection, row -> {
                            long told = row.getLong("target_count");
                            boolean isTold = !row.wasNull();
                            return new Standing(
                                    row.getLong("id"),
                                    row.getLong("delivered_count"),
                                    isTold ? Optional.of(told) : Optional.empty(),
                                    Select.time(row, "looked_at"),
                                    Select.text(row, "look_failure")
                                            .map(words -> new ShownError(ErrorCode.NOT_COMPARED, words)));
                        }))
                .orElseThrow(() -> ProblemException.notFound("this sync"));
    }

    /** Begins one within seconds; one that goes on already is the same one. Returns its number. */
    long ask(long tenant, long segment, long target, boolean isExport, int keys, String actor) {
        if (!isExport && (keys < 1 || keys > MOST_SAMPLED)) {
            throw ProblemException.badRequest(
                    "Checking keys with LaunchDarkly: expected 1 to " + MOST_SAMPLED + " keys, got " + keys + ".");
        }
        Standing standing = standing(tenant, segment, target);
        return database.inTenant(tenant, connection -> {
            requirePlace(connection, tenant, standing.sync());
            Optional<Long> open = new Select("""
                    select id from verification where tenant_id = ? and sync_id = ? and state in ('waiting', 'running')""", tenant, standing.sync()).first(connection, row -> row.getLong(1));
            if (open.isPresent()) {
                return open.get();
            }
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "compared a segment with LaunchDarkly",
                    Syncs.called(connection, tenant, standing.sync()),
                    isExport ? "all keys, by an export" : keys + " keys, one by one");
            return new Select("""
                    insert into verification (tenant_id, sync_id, kind, wanted, asked_by) values (?, ?, ?, ?, ?)
                    returning id""", tenant, standing.sync(), isExport ? "export" : "sample", isExport ? 0 : keys, actor)
                    .first(connection, row -> row.getLong(1))
                    .orElseThrow();
        });
    }

    List<Verification> ofSync(long tenant, long sync, int most) {
        return ofSync(tenant, sync, Long.MAX_VALUE, most);
    }

    /** The newest first, from below that number on. */
    List<Verification> ofSync(long tenant, long sync, long below, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                Verification.COLUMNS + " and v.sync_id = ? and v.id < ? order by v.id desc limit ?",
                                tenant,
                                sync,
                                below,
                                most)
                        .list(connection, row -> Verification.of(row, ids)));
    }

    Verification get(long tenant, long verification) {
        return database.inTenant(
                        tenant,
                        connection -> new Select(Verification.COLUMNS + " and v.id = ?", tenant, verification)
                                .first(connection, row -> Verification.of(row, ids)))
                .orElseThrow(() -> ProblemException.notFound("this verification"));
    }

    /** In key order, after the given one. */
    List<Difference> differences(long tenant, long verification, String after, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select key, finding from verification_key
                 where tenant_id = ? and verification_id = ? and key > ? order by key limit ?""", tenant, verification, after, most)
                        .list(connection, row -> new Difference(row.getString(1), row.getString(2))));
    }

    /**
     * Puts the keys in doubt that differ: the next run, at once, asserts each as it should be then. Returns how many that
     * are.
     */
    int repair(long tenant, long verification, String actor) {
        Verification found = get(tenant, verification);
        if (!found.canBeRepaired()) {
            throw ProblemException.conflict(
                    "Repairing differences: expected a verification that has ended with some and"
                            + " was not repaired yet.");
        }
        int repaired = 0;
        String after = "";
        List<Difference> some = differences(tenant, verification, after, REPAIRED_AT_ONCE);
        while (!some.isEmpty()) {
            List<String> keys = some.stream().map(Difference::key).toList();
            database.doInTenant(
                    tenant,
                    connection -> doubts.keys(connection, tenant, syncOf(connection, tenant, verification), keys));
            repaired += keys.size();
            after = keys.get(keys.size() - 1);
            some = differences(tenant, verification, after, REPAIRED_AT_ONCE);
        }
        noteRepair(tenant, verification, found, repaired, actor);
        due.fire(new SyncDueEvent());
        return repaired;
    }

    /** All that should be in LaunchDarkly is sent once more, whatever it confirmed; removals that wait go on waiting. */
    public void sendAllAgain(long tenant, long segment, long target, String actor) {
        Standing standing = standing(tenant, segment, target);
        database.doInTenant(tenant, connection -> {
            requireOn(connection, tenant, standing.sync());
            doubts.everything(connection, tenant, standing.sync());
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "had everything sent again",
                    Syncs.called(connection, tenant, standing.sync()),
                    "whatever LaunchDarkly had confirmed; members until now: " + standing.delivered());
        });
        due.fire(new SyncDueEvent());
    }

    private void noteRepair(long tenant, long verification, Verification found, int repaired, String actor) {
        database.doInTenant(tenant, connection -> {
            new Select("""
                    update verification set repaired_at = now(), repaired_by = ? where tenant_id = ? and id = ?
                    returning id""", actor, tenant, verification).first(connection, row -> row.getLong(1));
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "repaired differences with LaunchDarkly",
                    found.segment() + " to " + found.connection(),
                    repaired + " of " + found.differences() + " keys are asserted again with the next run");
        });
    }

    private static long syncOf(Connection connection, long tenant, long verification) throws SQLException {
        return new Select("select sync_id from verification where tenant_id = ? and id = ?", tenant, verification)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    private static void requirePlace(Connection connection, long tenant, long sync) throws SQLException {
        boolean hasPlace = new Select(
                        "select segment_key is not null from sync where tenant_id = ? and id = ?", tenant, sync)
                .first(connection, row -> row.getBoolean(1))
                .orElse(false);
        if (!hasPlace) {
            throw ProblemException.conflict(
                    "Comparing with LaunchDarkly: expected a segment that it has answered for, this"
                            + " one was never synced there. Sync it first.");
        }
    }

    private static void requireOn(Connection connection, long tenant, long sync) throws SQLException {
        boolean isOn = new Select("select mode <> 'off' from sync where tenant_id = ? and id = ?", tenant, sync)
                .first(connection, row -> row.getBoolean(1))
                .orElse(false);
        if (!isOn) {
            throw ProblemException.conflict(
                    "Sending everything again: expected a sync that is on, this one is off. An editor"
                            + " turns it on first.");
        }
    }
}
