package io.segue.sync.member;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.KeyMarks;
import io.segue.sync.SentKeys;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the calls that carried keys, among all that are kept: marks tell which to open. */
@ApplicationScoped
class KeyCalls {

    /** Calls that are opened for one key at most, newest first. */
    private static final int OPENED = 400;

    private static final String CALLS = """
            select k.n, k.key, c.* from unnest(?::bigint[], ?::text[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[])
                   with ordinality as k(sync, key, p1, p2, p3, p4, p5, p6, n)
             cross join lateral (
                   select run_id, ordinal, at, status, outcome, message, keys from run_call
                    where tenant_id = ? and sync_id = k.sync and first_key <= k.key and last_key >= k.key and\s"""
            + KeyMarks.MAY_HOLD
            + " order by at desc, run_id desc, ordinal desc limit ?) c order by k.n, c.at desc, c.run_id desc, c.ordinal desc";

    private final OpaqueIds ids;

    KeyCalls(OpaqueIds ids) {
        this.ids = ids;
    }

    /** A key as one sync sends it. */
    record KeyOfSync(long sync, String key) {}

    /** In the order of what is sought; of each the newest first. */
    List<List<KeyCall>> of(Connection connection, long tenant, List<KeyOfSync> sought) throws SQLException {
        List<List<KeyCall>> found = Stream.generate(() -> (List<KeyCall>) new ArrayList<KeyCall>())
                .limit(sought.size())
                .toList();
        if (sought.isEmpty()) {
            return found;
        }
        List<Object> parameters = new ArrayList<>();
        parameters.add(connection.createArrayOf(
                "bigint", sought.stream().map(KeyOfSync::sync).toArray()));
        parameters.add(connection.createArrayOf(
                "text", sought.stream().map(KeyOfSync::key).toArray()));
        parameters.addAll(places(connection, sought));
        parameters.addAll(List.of(tenant, OPENED));
        new Select(CALLS, parameters.toArray()).list(connection, row -> {
            Optional<KeyCall> call = call(row);
            call.ifPresent(found.get(row.getInt("n") - 1)::add);
            return call;
        });
        return found;
    }

    private static List<Array> places(Connection connection, List<KeyOfSync> sought) throws SQLException {
        List<List<Integer>> places =
                sought.stream().map(one -> KeyMarks.places(one.key())).toList();
        List<Array> byPlace = new ArrayList<>();
        for (int place = 0; place < places.get(0).size(); place++) {
            int which = place;
            byPlace.add(connection.createArrayOf(
                    "int", places.stream().map(of -> of.get(which)).toArray()));
        }
        return byPlace;
    }

    private Optional<KeyCall> call(ResultSet row) throws SQLException {
        Optional<SentKeys.Direction> direction = SentKeys.find(row.getBytes("keys"), row.getString("key"));
        if (direction.isEmpty()) {
            return Optional.empty();
        }
        int status = row.getInt("status");
        return Optional.of(new KeyCall(
                ids.encode("run", row.getLong("run_id")),
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                direction.get(),
                status == 0 ? Optional.empty() : Optional.of(status),
                ShownError.ofCall(row)));
    }
}
