package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Only the keys of members that changed since the cursor: the work is proportional to the change, not to the size. */
public class RecentDifference implements Difference {

    private static final int PIECE = 5_000;

    private static final String MEMBERS = """
            select seq, COLUMN from segment_member
             where tenant_id = ? and segment_id = ? and seq > ? and seq <= ? order by seq limit ?""";

    private static final String RELEASED = """
            select seq, key from released_key
             where tenant_id = ? and segment_id = ? and seq > ? and seq <= ? order by seq limit ?""";

    private final KeySql keys;
    private final Doubt doubt;
    private final long target;
    private long members;
    private long released;
    private boolean membersRead;
    private boolean isRead;

    /** What is in doubt is removed along with the doubt, and no part of this. */
    public RecentDifference(KeySql keys, Doubt doubt, long since, long target) {
        this.keys = keys;
        this.doubt = doubt;
        this.target = target;
        this.members = since;
        this.released = since;
    }

    @Override
    public boolean isRead() {
        return isRead;
    }

    @Override
    public boolean readsEachKeyOnce() {
        return false;
    }

    @Override
    public List<Operation> next(Connection connection) throws SQLException {
        IndexOrder.prefer(connection);
        Set<String> touched = new LinkedHashSet<>();
        if (!membersRead) {
            long before = members;
            int read = read(connection, MEMBERS.replace("COLUMN", keys.column()), before, touched, true);
            membersRead = read < PIECE;
        } else {
            int read = read(connection, RELEASED, released, touched, false);
            isRead = read < PIECE;
        }
        if (membersRead && keys.isById()) {
            isRead = true;
        }
        List<Operation> operations = new ArrayList<>();
        if (touched.isEmpty()) {
            return operations;
        }
        for (KeySql.Judged judged : keys.judge(connection, touched)) {
            if (!judged.inThisRun() && isDue(judged)) {
                operations.add(new Operation(judged.key(), judged.wanted(), judged.held()));
            }
        }
        return operations;
    }

    private boolean isDue(KeySql.Judged judged) {
        if (judged.wanted()) {
            return !judged.held() || (keys.isRefused(judged.key()) && !doubt.asserts(judged.batch()));
        }
        return judged.held() && !doubt.removes(judged.batch());
    }

    private int read(Connection connection, String sql, long after, Set<String> into, boolean ofMembers)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().segment());
            select.setLong(3, after);
            select.setLong(4, target);
            select.setInt(5, PIECE);
            int read = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    read++;
                    if (ofMembers) {
                        members = rows.getLong(1);
                    } else {
                        released = rows.getLong(1);
                    }
                    String key = rows.getString(2);
                    if (key != null) {
                        into.add(key);
                    }
                }
            }
            return read;
        }
    }
}
