package io.segue.segment;

import io.segue.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the members of a segment carry: shown when someone chooses the field that holds the LaunchDarkly key. */
@ApplicationScoped
public class MemberFields {

    /** So many members are looked at, as they come; segments below that are looked at whole. */
    static final int LOOKED_AT = 20_000;

    private static final int SAMPLES = 5;

    private final Database database;

    MemberFields(Database database) {
        this.database = database;
    }

    /** The id first, then the other fields by name; values are of present members. */
    public List<FieldDescription> describe(long tenant, long segment) {
        return database.inTenant(tenant, connection -> {
            List<FieldDescription> found = new ArrayList<>();
            found.add(ofId(connection, tenant, segment));
            found.addAll(ofFields(connection, tenant, segment, found.get(0).members()));
            return found;
        });
    }

    private static FieldDescription ofId(Connection connection, long tenant, long segment) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select (select member_count from segment where tenant_id = ? and id = ?),
                       array(select member_id from segment_member
                              where tenant_id = ? and segment_id = ? and present order by member_id limit ?)""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, tenant);
            select.setLong(4, segment);
            select.setInt(5, SAMPLES);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                long members = rows.getLong(1);
                return new FieldDescription(
                        SegmentChange.ID_FIELD, texts(rows.getArray(2)), members, members, members, members);
            }
        }
    }

    private static List<FieldDescription> ofFields(Connection connection, long tenant, long segment, long members)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                with looked_at as materialized (
                    select fields from segment_member where tenant_id = ? and segment_id = ? and present limit ?),
                found as materialized (
                    select j.key, (j.value #>> '{}') collate "C" as value, count(*) as members
                      from looked_at, jsonb_each(fields) as j
                     where jsonb_typeof(j.value) in ('string', 'number') and %s group by 1, 2)
                select f.key, array(select v.value from found v where v.key = f.key order by v.value limit ?),
                       sum(f.members), count(*), (select count(*) from looked_at)
                  from found f group by f.key order by f.key collate "C\"""".formatted(KeyRule.isKey("j.value #>> '{}'")))) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setInt(3, LOOKED_AT);
            select.setInt(4, SAMPLES);
            List<FieldDescription> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long lookedAt = rows.getLong(5);
                    found.add(new FieldDescription(
                            rows.getString(1),
                            texts(rows.getArray(2)),
                            rows.getLong(3),
                            rows.getLong(4),
                            lookedAt < LOOKED_AT ? members : lookedAt,
                            members));
                }
            }
            return found;
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
