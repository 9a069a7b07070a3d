package io.segue.erasure;

import io.segue.audit.Audit;
import io.segue.erasure.Going.HeapState;
import io.segue.inbox.erase.ErasedBodies.Piece;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.trace.PersonTraces.Forgotten;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far an erasure is, as it is written down. */
@ApplicationScoped
class ErasureProgress {

    private static final String ACTOR = "Segue";

    private final Database database;
    private final ErasureSeal seal;
    private final Audit audit;
    private final OpaqueIds ids;
    private final Clock clock;

    ErasureProgress(Database database, ErasureSeal seal, Audit audit, OpaqueIds ids, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** Puts the next look off, so that one node looks at a time; empty when somebody else looks, or it is done. */
    Optional<Going> take(long tenant, long erasure, Duration patience) {
        return database.inTenant(tenant, connection -> {
            boolean isOurs = new Select("""
                    update erasure set next_at = ? where tenant_id = ? and id = ? and done_at is null and next_at <= ?
                    returning id""", Timestamp.from(clock.instant().plus(patience)), tenant, erasure, now())
                    .first(connection, row -> true)
                    .orElse(false);
            if (!isOurs) {
                return Optional.empty();
            }
            Optional<ErasedValues> values = seal.open(connection, tenant, erasure);
            return values.isEmpty() ? Optional.empty() : read(connection, tenant, erasure, values.get());
        });
    }

    /**
     * Whoever began before the block was there may let the person in without having seen it; what they write is there to be
     * removed only when they have ended.
     */
    boolean isEverybodyInSight(Going going) {
        update(going, "horizon = coalesce(horizon, pg_snapshot_xmax(pg_current_snapshot()))");
        return database.inTenant(
                going.tenant(),
                connection -> new Select("""
                        select horizon <= pg_snapshot_xmin(pg_current_snapshot()) from erasure
                         where tenant_id = ? and id = ?""", going.tenant(), going.id())
                        .first(connection, row -> row.getBoolean(1))
                        .orElse(false));
    }

    /** Keys by which LaunchDarkly knew the person, too: in the transaction that frees them. */
    void remember(Connection connection, Going going, Set<String> keys) throws SQLException {
        going.knows(going.values().andKeys(keys));
        seal.write(connection, going.tenant(), going.id(), going.values());
    }

    void removed(Connection connection, Going going, int members) throws SQLException {
        if (members > 0) {
            update(connection, going, "members = members + ?, segments = segments + 1", members);
        }
    }

    void removedAll(Going going) {
        update(going, "removed_at = ?", now());
        going.markRemoved();
    }

    void wentThrough(Connection connection, Going going, Piece piece) throws SQLException {
        update(
                connection,
                going,
                "last_body = ?, bodies_checked = bodies_checked + ?, bodies = bodies + ?,"
                        + " bodies_at = case when ? then ?::timestamptz end",
                piece.last(),
                piece.checked(),
                piece.rewritten(),
                piece.isLast(),
                now());
        going.wentThrough(piece.last(), piece.isLast());
    }

    void confirmed(Going going) {
        update(going, "confirmed_at = ?", now());
        going.markConfirmed();
    }

    /** For good: nothing names the person any more from now on. */
    void forgot(Going going, List<Forgotten> forgotten, boolean isForGood) {
        for (Forgotten one : forgotten) {
            update(
                    going,
                    "records = jsonb_set(records, array[?::text], to_jsonb(coalesce((records ->> ?)::int, 0) + ?))",
                    one.what(),
                    one.what(),
                    one.count());
        }
        if (isForGood) {
            update(going, "records_at = ?", now());
            going.markRecordsDone();
        }
    }

    void heapIs(Going going, HeapState now, Optional<String> message) {
        Timestamp at = now();
        update(
                going,
                "heap = ?, heap_request = nullif(?, ''), heap_message = ?,"
                        + " heap_asked_at = case when ? = 'asked' then coalesce(heap_asked_at, ?) else heap_asked_at end,"
                        + " heap_done_at = case when ? = 'complete' then ?::timestamptz end",
                now.state(),
                now.request(),
                message.orElse(null),
                now.state(),
                at,
                now.state(),
                at);
        going.heapIs(now);
    }

    /** It is known no more whom it was about, but by the keyed hashes. */
    void done(Going going) {
        database.doInTenant(going.tenant(), connection -> {
            update(connection, going, "done_at = ?, sealed_values = null, failure = null", now());
            audit.write(
                    connection,
                    going.tenant(),
                    ACTOR,
                    "completed an erasure",
                    Erasures.called(ids.encode(Erasure.PREFIX, going.id())),
                    "nothing names the person any more");
        });
    }

    void lookAgain(Going going, Duration after) {
        update(
                going,
                "next_at = ?, attempts = 0, failure = null",
                Timestamp.from(clock.instant().plus(after)));
    }

    void failed(Going going, String why) {
        update(going, "attempts = attempts + 1, failure = ?", why);
    }

    private Optional<Going> read(Connection connection, long tenant, long erasure, ErasedValues values)
            throws SQLException {
        return new Select("select * from erasure where tenant_id = ? and id = ?", tenant, erasure)
                .first(connection, row -> going(row, tenant, erasure, values));
    }

    private static Going going(ResultSet row, long tenant, long erasure, ErasedValues values) throws SQLException {
        Going going = new Going(
                tenant,
                erasure,
                row.getTimestamp("requested_at").toInstant(),
                values,
                new HeapState(
                        row.getString("heap"), Select.text(row, "heap_request").orElse(""), row.getInt("attempts")));
        if (row.getTimestamp("removed_at") != null) {
            going.markRemoved();
        }
        going.wentThrough(row.getLong("last_body"), row.getTimestamp("bodies_at") != null);
        if (row.getTimestamp("confirmed_at") != null) {
            going.markConfirmed();
        }
        if (row.getTimestamp("records_at") != null) {
            going.markRecordsDone();
        }
        return going;
    }

    private void update(Going going, String what, Object... values) {
        database.doInTenant(going.tenant(), connection -> update(connection, going, what, values));
    }

    private static void update(Connection connection, Going going, String what, Object... values) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update erasure set " + what + " where tenant_id = ? and id = ?")) {
            int place = 1;
            for (Object value : values) {
                update.setObject(place++, value);
            }
            update.setLong(place++, going.tenant());
            update.setLong(place, going.id());
            update.executeUpdate();
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
