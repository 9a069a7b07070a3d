package io.segue.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.erasure.Erasure.Call;
import io.segue.erasure.Erasure.Counts;
import io.segue.erasure.Erasure.Heap;
import io.segue.erasure.Erasure.Place;
import io.segue.erasure.Erasure.Steps;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads erasures for pages, pipelines and proofs. */
@ApplicationScoped
public class ErasureViews {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PLACES = """
            select p.*, s.name as segment, c.name as connection, o.*
              from erasure_place p
              join sync y on y.tenant_id = p.tenant_id and y.id = p.sync_id
              join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
              join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
              left join lateral (
                    select 1 as rank, 'erasure-hindered' as failure_code, 'The connection was removed.' as failure_message
                     where c.removed_at is not null
                    union all
                    (select 2, 'key-quarantined', 'LaunchDarkly refused the removal: ' || q.reason from quarantined_key q
                       join erased_key e on e.tenant_id = q.tenant_id and e.sync_id = q.sync_id and e.key = q.key
                      where q.tenant_id = p.tenant_id and q.sync_id = p.sync_id and e.erasure_id = p.erasure_id limit 1)
                    union all
                    select 3, y.failure_code, y.failure_message where y.state <> 'ready'
                    union all
                    select 4, 'erasure-hindered', 'LaunchDarkly confirmed the removal, yet still names the person; it is told again.'
                     where p.asked_at is not null
                    order by rank limit 1) o on p.state = 'waiting'
             where p.tenant_id = ? and p.erasure_id = ? order by lower(s.name), s.id, c.name""";

    private final Database database;
    private final OpaqueIds ids;

    ErasureViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Newest first. */
    public List<Erasure> list(long tenant, int most) {
        return list(tenant, Optional.empty(), most);
    }

    /** Newest first, from below the one of that id on when there is one. */
    public List<Erasure> list(long tenant, Optional<String> before, int most) {
        long below = before.map(id -> ids.decode(Erasure.PREFIX, id).orElseThrow(Erasures::notFound))
                .orElse(Long.MAX_VALUE);
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select * from erasure where tenant_id = ? and id < ? order by id desc limit ?",
                                tenant,
                                below,
                                most)
                        .list(connection, row -> read(connection, tenant, row)));
    }

    /** By opaque id; another tenant's is as unknown as one that never was. */
    public Erasure get(long tenant, String id) {
        long number = ids.decode(Erasure.PREFIX, id).orElseThrow(Erasures::notFound);
        return database.inTenant(
                        tenant,
                        connection -> new Select("select * from erasure where tenant_id = ? and id = ?", tenant, number)
                                .first(connection, row -> read(connection, tenant, row)))
                .orElseThrow(Erasures::notFound);
    }

    private Erasure read(Connection connection, long tenant, ResultSet row) throws SQLException {
        long number = row.getLong("id");
        return new Erasure(
                ids.encode(Erasure.PREFIX, number),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("requested_by"),
                row.getString("reference"),
                row.getInt("value_count"),
                new Steps(
                        Select.time(row, "removed_at"),
                        Select.time(row, "bodies_at"),
                        Select.time(row, "confirmed_at"),
                        Select.time(row, "records_at"),
                        Select.time(row, "done_at")),
                new Counts(
                        row.getInt("members"),
                        row.getInt("segments"),
                        row.getInt("bodies_checked"),
                        row.getInt("bodies"),
                        records(row.getString("records"))),
                new Heap(
                        row.getString("heap"),
                        Select.text(row, "heap_request"),
                        Select.time(row, "heap_asked_at"),
                        Select.time(row, "heap_done_at"),
                        Select.text(row, "heap_message")),
                new Select(PLACES, tenant, number).list(connection, this::place),
                Select.text(row, "failure").map(words -> new ShownError(ErrorCode.INTERNAL, words)),
                Select.time(row, "lifted_at"),
                Select.text(row, "lifted_by"));
    }

    private Place place(ResultSet row) throws SQLException {
        return new Place(
                ids.encode("syn", row.getLong("sync_id")),
                row.getString("segment"),
                row.getString("connection"),
                row.getString("state"),
                Select.time(row, "ended_at"),
                Select.text(row, "closed_by"),
                call(row),
                Select.time(row, "asked_at"),
                Select.text(row, "asked_words"),
                ShownError.read(row));
    }

    private Optional<Call> call(ResultSet row) throws SQLException {
        long run = row.getLong("run_id");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Call(
                        ids.encode("run", run),
                        row.getInt("call_ordinal"),
                        row.getTimestamp("call_at").toInstant(),
                        row.getInt("call_status")));
    }

    private static Map<String, Integer> records(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading what an erasure made forget failed", e);
        }
    }
}
