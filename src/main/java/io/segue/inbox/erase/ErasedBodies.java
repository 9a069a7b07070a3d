package io.segue.inbox.erase;

import io.segue.inbox.KeptBody;
import io.segue.inbox.PageReader;
import io.segue.inbox.PageReader.Forgotten;
import io.segue.inbox.PageReader.Rest;
import io.segue.platform.Database;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.segment.StagedChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Goes through the kept bodies of a tenant, the oldest first, and writes those anew that name an erased person. */
@ApplicationScoped
public class ErasedBodies {

    private static final int PIECE = 100;

    private final Database database;
    private final PageReader reader;

    ErasedBodies(Database database, PageReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /**
     * What one piece came to.
     *
     * @param last the number of the last delivery that was looked at
     */
    public record Piece(long last, int checked, int rewritten, boolean isLast) {}

    private record Kept(long id, Instant receivedAt, byte[] body, String keyField) {

        static Kept of(ResultSet row) throws SQLException {
            return new Kept(
                    row.getLong("id"),
                    row.getTimestamp("received_at").toInstant(),
                    Deflated.inflate(row.getBytes("body"), row.getInt("body_size")),
                    row.getString("key_field"));
        }
    }

    /** What is written down in the transaction of a piece. */
    public interface Along {
        void on(Connection connection, Piece piece) throws SQLException;
    }

    /**
     * The next few bodies behind a delivery, in one transaction.
     *
     * @param values ids and keys of the erased person: whoever bears one is left out
     * @param keys others by which LaunchDarkly knew the person. A member who came with one is somebody else, whose word a late
     *     page or a replay reads again: so it stands
     */
    public Piece forget(long tenant, Set<String> values, Set<String> keys, long after, Along along) {
        Set<String> all = new HashSet<>(values);
        all.addAll(keys);
        return database.inTenant(tenant, connection -> {
            List<Long> ids = lockNext(connection, tenant, after);
            List<Kept> kept = new Select("""
                    select b.id, b.received_at, b.body, d.body_size, coalesce(s.key_field, 'id') as key_field
                      from delivery_body b
                      join delivery d on d.tenant_id = b.tenant_id and d.id = b.id and d.received_at = b.received_at
                      left join segment s on s.tenant_id = d.tenant_id and s.id = d.segment_id
                     where b.tenant_id = ? and b.id = any (?) order by b.id""", tenant, connection.createArrayOf("bigint", ids.toArray()))
                    .list(connection, Kept::of);
            int rewritten = 0;
            for (Kept one : kept) {
                rewritten += mayName(one.body(), all) ? forget(connection, tenant, one, values, all::contains) : 0;
            }
            long last = kept.isEmpty() ? after : kept.get(kept.size() - 1).id();
            Piece piece = new Piece(last, kept.size(), rewritten, kept.size() < PIECE);
            along.on(connection, piece);
            return piece;
        });
    }

    /** In a statement of its own: what another erasure wrote while we waited for it is read by the next one. */
    private static List<Long> lockNext(Connection connection, long tenant, long after) throws SQLException {
        return new Select("""
                select id from delivery_body where tenant_id = ? and id > ? order by id limit ? for no key update""", tenant, after, PIECE).list(connection, row -> row.getLong(1));
    }

    private int forget(Connection connection, long tenant, Kept kept, Set<String> values, Predicate<String> elsewhere)
            throws SQLException {
        Predicate<StagedChange> isErased = member -> values.contains(member.memberId())
                || member.field(kept.keyField()).map(values::contains).orElse(false);
        KeptBody body = new KeptBody(connection, tenant, kept.id(), kept.receivedAt());
        try {
            Optional<Rest> rest = reader.without(kept.body(), new Forgotten(isErased, values::contains, elsewhere));
            if (rest.isPresent()) {
                body.replace(rest.get());
            }
            return rest.isPresent() ? 1 : 0;
        } catch (UncheckedIOException e) {
            // What names somebody and cannot be read cannot be kept in part.
            body.delete();
            return 1;
        }
    }

    /** Without reading it: a text that is not there as it is may still be there behind a backslash. */
    private static boolean mayName(byte[] body, Set<String> values) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.indexOf('\\') >= 0
                || values.stream()
                        .map(value -> new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                        .anyMatch(text::contains);
    }
}
