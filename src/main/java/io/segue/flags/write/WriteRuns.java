package io.segue.flags.write;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What runs of flag values did, for pages and pipelines. */
@ApplicationScoped
public class WriteRuns {

    /** Begins each opaque id of such a run. */
    public static final String PREFIX = "fru";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = """
            select r.*, o.id as connection_id, o.name as connection_name from flag_run r
              join flag_write w on w.tenant_id = r.tenant_id and w.id = r.write_id
              join connection o on o.tenant_id = w.tenant_id and o.id = w.connection_id
             where r.tenant_id = ? """;

    private final Database database;
    private final OpaqueIds ids;

    WriteRuns(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * One run.
     *
     * @param users known users looked at
     * @param changed of whom Heap did not know what it is to know
     * @param written whom Heap took
     * @param untold flags whose value could not be told for everybody
     */
    public record WriteRun(
            String id,
            long connection,
            String connectionName,
            String state,
            String cause,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            long users,
            long changed,
            long written,
            long calls,
            long retries,
            long refused,
            long withoutKey,
            long ambiguous,
            long tooLong,
            List<Untold> untold,
            Optional<Instant> waitingUntil,
            Optional<String> failureCode,
            Optional<String> failure) {

        public boolean isOver() {
            return !state.equals("waiting") && !state.equals("running");
        }

        /** What its failure is called; a person's stop is noted without a code. */
        public ErrorCode error() {
            return failureCode.map(WriteRuns::error).orElse(ErrorCode.STOPPED_BY_A_PERSON);
        }

        public boolean hasLeftOut() {
            return withoutKey + ambiguous + tooLong > 0 || !untold.isEmpty();
        }

        /** Of one that ended. */
        public Optional<Duration> length() {
            return startedAt.flatMap(start -> finishedAt.map(end -> Duration.between(start, end)));
        }
    }

    /** A flag, why its value could not be told, and of how many users. */
    @Schema(name = "Untold", description = "A flag, why its value could not be told, and of how many users.")
    public record Untold(String flag, String reason, long users) {}

    /** One call to Heap. */
    public record WriteCall(
            int ordinal, Instant at, int users, Optional<Integer> status, String outcome, int millis, String message) {

        /** Why Heap did not take it. */
        public Optional<ShownError> failure() {
            return outcome.equals("done") ? Optional.empty() : Optional.of(new ShownError(error(outcome), message));
        }
    }

    /** A user whom Heap refused. */
    @Schema(name = "FlagRefusal", description = "A user whom Heap refused.")
    public record Refused(String identity, String reason, Instant at) {}

    /** The users whom Heap refuses at the moment, and how many there are. */
    public record AllRefused(List<Refused> shown, long count) {}

    private static ErrorCode error(String code) {
        return switch (code) {
            case "credentials-refused", "not-found", "rejected" -> ErrorCode.FLAGS_STOPPED;
            default -> ErrorCode.FLAGS_FAILED;
        };
    }

    public List<WriteRun> latest(long tenant, long connection, int most) {
        return latest(tenant, connection, Optional.empty(), most);
    }

    /** From below the one of that id on when there is one. */
    public List<WriteRun> latest(long tenant, long connection, Optional<String> before, int most) {
        long below = before.map(id -> ids.decode(PREFIX, id).orElseThrow(WriteRuns::notFound))
                .orElse(Long.MAX_VALUE);
        return database.inTenant(
                tenant,
                c -> new Select(
                                COLUMNS + " and o.id = ? and r.id < ? order by r.id desc limit ?",
                                tenant,
                                connection,
                                below,
                                most)
                        .list(c, this::read));
    }

    public WriteRun get(long tenant, String id) {
        long number = ids.decode(PREFIX, id).orElseThrow(WriteRuns::notFound);
        return find(tenant, number).orElseThrow(WriteRuns::notFound);
    }

    public Optional<WriteRun> find(long tenant, long number) {
        return database.inTenant(
                tenant, c -> new Select(COLUMNS + " and r.id = ?", tenant, number).first(c, this::read));
    }

    /** The latest first. */
    public List<WriteCall> calls(long tenant, String run, int most) {
        return calls(tenant, run, Integer.MAX_VALUE, most);
    }

    /** The latest first, from below that number on. */
    public List<WriteCall> calls(long tenant, String run, int below, int most) {
        long number = ids.decode(PREFIX, run).orElseThrow(WriteRuns::notFound);
        return database.inTenant(tenant, c -> new Select("""
                        select * from flag_call where tenant_id = ? and run_id = ? and ordinal < ?
                         order by ordinal desc limit ?""", tenant, number, below, most).list(c, WriteRuns::call));
    }

    public AllRefused refused(long tenant, long connection, int most) {
        return refused(tenant, connection, 0, most);
    }

    /** The latest first, behind so many. */
    public AllRefused refused(long tenant, long connection, long skip, int most) {
        return database.inTenant(tenant, c -> {
            String from = """
                     from flag_refused f join flag_write w on w.tenant_id = f.tenant_id and w.id = f.write_id
                    where f.tenant_id = ? and w.connection_id = ?""";
            List<Refused> shown = new Select(
                            "select f.identity, f.reason, f.at" + from
                                    + " order by f.at desc, f.identity offset ? limit ?",
                            tenant,
                            connection,
                            skip,
                            most)
                    .list(
                            c,
                            row -> new Refused(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getTimestamp(3).toInstant()));
            long count = new Select("select count(*)" + from, tenant, connection)
                    .first(c, row -> row.getLong(1))
                    .orElse(0L);
            return new AllRefused(shown, count);
        });
    }

    public String idOf(long run) {
        return ids.encode(PREFIX, run);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("this run");
    }

    private WriteRun read(ResultSet row) throws SQLException {
        return new WriteRun(
                idOf(row.getLong("id")),
                row.getLong("connection_id"),
                row.getString("connection_name"),
                row.getString("state"),
                row.getString("cause"),
                row.getTimestamp("created_at").toInstant(),
                Select.time(row, "started_at"),
                Select.time(row, "finished_at"),
                row.getLong("users"),
                row.getLong("changed"),
                row.getLong("written"),
                row.getLong("calls"),
                row.getLong("retries"),
                row.getLong("refused"),
                row.getLong("without_key"),
                row.getLong("ambiguous"),
                row.getLong("too_long"),
                untold(row.getString("untold")),
                Select.time(row, "waiting_until"),
                Select.text(row, "failure_code"),
                Select.text(row, "failure_message"));
    }

    private static WriteCall call(ResultSet row) throws SQLException {
        return new WriteCall(
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                row.getInt("users"),
                Optional.ofNullable((Integer) row.getObject("status")),
                row.getString("outcome"),
                row.getInt("millis"),
                Select.text(row, "message").orElse(""));
    }

    private static List<Untold> untold(String json) {
        try {
            List<Untold> found = new ArrayList<>();
            JSON.readValue(json, new TypeReference<Map<String, Stored>>() {})
                    .forEach((flag, one) -> found.add(new Untold(flag, one.reason(), one.users())));
            found.sort(Comparator.comparing(Untold::flag));
            return found;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading what could not be told", e);
        }
    }

    /** A newer version may store more. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Stored(String reason, long users) {}
}
