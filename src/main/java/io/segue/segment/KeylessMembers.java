package io.segue.segment;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds members who are in a segment and whom LaunchDarkly cannot know: their key field has no value that can be a key. */
@ApplicationScoped
public class KeylessMembers {

    /** So many members are looked at at once, however few of them have no key. */
    static final int LOOKED_AT = 20_000;

    private final Database database;

    KeylessMembers(Database database) {
        this.database = database;
    }

    /**
     * One of them.
     *
     * @param reason why the value is none
     */
    public record Keyless(String memberId, String reason) {}

    /**
     * A piece of them.
     *
     * @param next behind which member to look further; empty at the end of the segment
     */
    public record Piece(List<Keyless> members, Optional<String> next) {

        public Piece {
            members = List.copyOf(members);
        }
    }

    /** A row that was looked at; without a reason it has a key, or is not in the segment. */
    private record Looked(String memberId, Optional<String> reason, long place) {

        Keyless keyless() {
            return new Keyless(memberId, reason.orElseThrow());
        }
    }

    /** In the order of their ids, behind one of them. With the id itself as the key nobody is without. */
    public Piece find(long tenant, SegmentSummary segment, String after, int most) {
        Optional<String> field = segment.keyField().filter(name -> !name.equals(SegmentChange.ID_FIELD));
        if (field.isEmpty()) {
            return new Piece(List.of(), Optional.empty());
        }
        return database.inTenant(tenant, connection -> {
            IndexOrder.prefer(connection);
            // The last row that was looked at comes along, for what follows begins behind it.
            List<Looked> rows = new Select(
                            """
                    with looked as materialized (
                        select member_id, present and key is null as keyless, fields ->> ? as value,
                               row_number() over (order by member_id) as place
                          from segment_member where tenant_id = ? and segment_id = ? and member_id > ?
                         order by member_id limit ?)
                    select member_id, place,
                           case when not keyless then null
                                when value is null then 'no value'
                                when length(value) > 512 then 'longer than 512 characters'
                                else 'blank value' end as reason
                      from looked where keyless or place = ? order by member_id limit ?""", field.get(), tenant, segment.id(), after, LOOKED_AT, LOOKED_AT, most + 1)
                    .list(
                            connection,
                            row -> new Looked(
                                    row.getString("member_id"), Select.text(row, "reason"), row.getLong("place")));
            return piece(rows, most);
        });
    }

    private static Piece piece(List<Looked> rows, int most) {
        List<Keyless> found = rows.stream()
                .filter(row -> row.reason().isPresent())
                .map(Looked::keyless)
                .limit(most)
                .toList();
        Optional<Looked> behind = rows.size() > most
                ? Optional.of(rows.get(most - 1))
                : rows.stream().filter(row -> row.place() == LOOKED_AT).findFirst();
        return new Piece(found, behind.map(Looked::memberId));
    }
}
