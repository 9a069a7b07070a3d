package io.segue.segment;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds one person among millions of members, in every segment of a tenant. */
@ApplicationScoped
public class Members {

    /** A value that more members share is no key of a person's. */
    public static final int MOST = 200;

    private final Database database;

    Members(Database database) {
        this.database = database;
    }

    /**
     * What a segment knows of a member.
     *
     * @param key what LaunchDarkly knows the member by; empty when the key field has no value that can be one
     * @param isPresent whether Heap's last word was that the member is in the segment
     * @param taskOrder the order of the Heap task whose word that was
     * @param words what changed the member, oldest first; the last one is of now
     */
    public record Membership(
            SegmentSummary segment,
            String memberId,
            Optional<String> key,
            boolean isPresent,
            long taskOrder,
            List<Word> words) {

        public Membership {
            words = List.copyOf(words);
        }
    }

    /**
     * A word that changed a member.
     *
     * @param delivery whose word it was; {@link SegmentChange#NO_DELIVERY} when it was not Heap's, or was before words were
     *     remembered
     */
    public record Word(long delivery, boolean isPresent) {}

    /** Where Heap ever named this member, by Heap's id or by the key; at most {@value #MOST}. */
    public List<Membership> find(long tenant, String idOrKey) {
        return database.inTenant(tenant, connection -> {
            IndexOrder.preferForLookUps(connection);
            return new Select("""
                    with sought as (select ?::text collate "C" as value)
                    select s.*, m.member_id, m.key, m.present, m.task_order, m.delivery_id, m.past
                      from sought cross join segment s cross join lateral (
                        (select * from segment_member m where m.tenant_id = s.tenant_id and m.segment_id = s.id
                            and m.member_id >= sought.value and m.member_id <= sought.value
                            order by m.member_id limit 1)
                        union
                        (select * from segment_member m where m.tenant_id = s.tenant_id and m.segment_id = s.id
                            and m.key >= sought.value and m.key <= sought.value and m.key is not null
                            order by m.key limit ?)) m
                     where s.tenant_id = ?
                     order by lower(s.name), s.id, m.member_id limit ?""", idOrKey, MOST, tenant, MOST).list(connection, Members::membership);
        });
    }

    private static Membership membership(ResultSet row) throws SQLException {
        SegmentSummary segment = new SegmentSummary(
                row.getLong("id"),
                row.getString("heap_id"),
                row.getString("name"),
                Select.text(row, "key_field"),
                row.getLong("member_count"),
                row.getLong("change_seq"),
                Select.time(row, "changed_at"),
                row.getTimestamp("heard_at").toInstant());
        String memberId = row.getString("member_id");
        boolean isById = segment.keyField().orElse(SegmentChange.ID_FIELD).equals(SegmentChange.ID_FIELD);
        return new Membership(
                segment,
                memberId,
                isById ? Optional.of(memberId) : Select.text(row, "key"),
                row.getBoolean("present"),
                row.getLong("task_order"),
                words(row));
    }

    private static List<Word> words(ResultSet row) throws SQLException {
        List<Word> words = new ArrayList<>();
        Array past = row.getArray("past");
        if (past != null) {
            for (Long word : (Long[]) past.getArray()) {
                words.add(new Word(word / 2, word % 2 == 1));
            }
        }
        words.add(new Word(row.getLong("delivery_id"), row.getBoolean("present")));
        return words;
    }
}
