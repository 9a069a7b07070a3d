package io.segue.sync.erase;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.KeyMarks;
import io.segue.sync.SentKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes keys out of the calls that carried them; that a call was made, with how many keys, stays. */
@ApplicationScoped
class KeptCalls {

    /** So many calls are opened in one transaction. */
    private static final int PIECE = 500;

    private static final String MAY_HOLD = """
            select c.run_id, c.ordinal, c.at, c.keys
              from (select ?::text as key, ?::int as p1, ?::int as p2, ?::int as p3, ?::int as p4, ?::int as p5, ?::int as p6) k,
                   run_call c
             where c.tenant_id = ? and c.keys is not null and c.first_key <= k.key and c.last_key >= k.key
               and (c.at, c.run_id, c.ordinal) > (?, ?, ?) and\s""" + KeyMarks.MAY_HOLD + " order by c.at, c.run_id, c.ordinal limit ?";

    private final Database database;

    KeptCalls(Database database) {
        this.database = database;
    }

    private record Call(long run, int ordinal, Timestamp at, byte[] keys) {

        static final Call FIRST = new Call(0, 0, new Timestamp(0), new byte[0]);

        static Call of(ResultSet row) throws SQLException {
            return new Call(row.getLong(1), row.getInt(2), row.getTimestamp(3), row.getBytes(4));
        }
    }

    /** Returns how many calls carried one of them. */
    int forget(long tenant, Set<String> values) {
        int changed = 0;
        for (String value : values) {
            Call last = Call.FIRST;
            List<Call> piece;
            do {
                Call after = last;
                piece = database.inTenant(tenant, connection -> find(connection, tenant, value, after));
                for (Call call : piece) {
                    changed += database.inTenant(tenant, connection -> rewrite(connection, tenant, call, values));
                    last = call;
                }
            } while (piece.size() == PIECE);
        }
        return changed;
    }

    private static List<Call> find(Connection connection, long tenant, String value, Call after) throws SQLException {
        List<Integer> places = KeyMarks.places(value);
        return new Select(
                        MAY_HOLD,
                        value,
                        places.get(0),
                        places.get(1),
                        places.get(2),
                        places.get(3),
                        places.get(4),
                        places.get(5),
                        tenant,
                        after.at(),
                        after.run(),
                        after.ordinal(),
                        PIECE)
                .list(connection, Call::of);
    }

    private static int rewrite(Connection connection, long tenant, Call call, Set<String> values) throws SQLException {
        Optional<SentKeys> rest = SentKeys.without(call.keys(), values);
        if (rest.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update run_call set first_key = ?, last_key = ?, keys = ?, marks = ?
                 where tenant_id = ? and run_id = ? and ordinal = ? and at = ?""")) {
            update.setString(1, rest.get().first());
            update.setString(2, rest.get().last());
            update.setBytes(3, rest.get().stored());
            update.setBytes(4, rest.get().marks());
            update.setLong(5, tenant);
            update.setLong(6, call.run());
            update.setInt(7, call.ordinal());
            update.setTimestamp(8, call.at());
            return update.executeUpdate();
        }
    }
}
