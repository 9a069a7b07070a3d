package io.segue.segment;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Everybody whom Heap named as a member of a segment and who is still in one, each once, piece by piece. */
@ApplicationScoped
public class KnownUsers {

    private final Database database;
    private final Blocks blocks;

    KnownUsers(Database database, Blocks blocks) {
        this.database = database;
        this.blocks = blocks;
    }

    /**
     * One of them.
     *
     * @param id as Heap sent it
     * @param key what LaunchDarkly knows the user by; empty when no segment tells one
     * @param isAmbiguous whether segments with different key fields tell different keys
     */
    public record KnownUser(String id, Optional<String> key, boolean isAmbiguous) {}

    /**
     * Those behind the given id, in order of ids.
     *
     * @param segments whose members; those of every segment when there are none
     */
    public List<KnownUser> after(long tenant, List<Long> segments, String id, int most) {
        return database.inTenant(tenant, connection -> {
            IndexOrder.prefer(connection);
            // The first ones of the whole are among the first ones of each segment.
            return new Select(
                            """
                    select member_id, min(key), coalesce(min(key) <> max(key), false)
                      from (select m.member_id, m.key from segment s cross join lateral (
                              select member_id, case when coalesce(s.key_field, 'id') = 'id' then member_id else key end as key
                                from segment_member m
                               where m.tenant_id = ? and m.segment_id = s.id and m.member_id > ? and m.present
                               order by m.member_id limit ?) m
                             where s.tenant_id = ? and (? or s.id = any (?))) named
                     group by member_id order by member_id limit ?""",
                            tenant,
                            id,
                            most,
                            tenant,
                            segments.isEmpty(),
                            connection.createArrayOf("bigint", segments.toArray()),
                            most)
                    .list(
                            connection,
                            row -> new KnownUser(
                                    row.getString(1), Optional.ofNullable(row.getString(2)), row.getBoolean(3)));
        });
    }

    /** Whom nobody may be told of any more, asked in the transaction that precedes the telling. */
    public Blocked erased(Connection connection, long tenant) throws SQLException {
        return blocks.of(connection, tenant);
    }

    /** How many members these segments have, each counted in every segment that it is in: not fewer than there are users. */
    public long most(long tenant, List<Long> segments) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select coalesce(sum(member_count), 0) from segment where tenant_id = ? and (? or id = any (?))",
                                tenant,
                                segments.isEmpty(),
                                connection.createArrayOf("bigint", segments.toArray()))
                        .first(connection, row -> row.getLong(1))
                        .orElse(0L));
    }
}
