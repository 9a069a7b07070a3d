package io.segue.sync.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One comparison of a segment with LaunchDarkly.
 *
 * @param kind "sample" asks for some keys one by one, "export" compares all of them
 * @param wanted how many keys a sample asks for
 * @param missing keys that we believed LaunchDarkly to hold, and it does not
 * @param extra keys that LaunchDarkly holds, and we did not know of
 * @param sure whether each difference was asked for once more
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Verification", description = "One comparison of a segment with LaunchDarkly.")
public record Verification(
        String id,
        String segmentId,
        String segment,
        String connectionId,
        String connection,
        String kind,
        String state,
        String askedBy,
        Instant askedAt,
        Optional<Instant> finishedAt,
        long wanted,
        long checked,
        long missing,
        long extra,
        boolean sure,
        Optional<ShownError> failure,
        Optional<Instant> repairedAt,
        Optional<String> repairedBy) {

    public static final String PREFIX = "ver";

    static final String COLUMNS = """
            select v.*, s.id as segment_id, s.name as segment, c.id as connection_id, c.name as connection
              from verification v
              join sync y on y.tenant_id = v.tenant_id and y.id = v.sync_id
              join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
              join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
             where v.tenant_id = ?""";

    static Verification of(ResultSet row, OpaqueIds ids) throws SQLException {
        return new Verification(
                ids.encode(PREFIX, row.getLong("id")),
                ids.encode("seg", row.getLong("segment_id")),
                row.getString("segment"),
                ids.encode("con", row.getLong("connection_id")),
                row.getString("connection"),
                row.getString("kind"),
                row.getString("state"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                Select.time(row, "finished_at"),
                row.getLong("wanted"),
                row.getLong("checked"),
                row.getLong("missing"),
                row.getLong("extra"),
                row.getBoolean("is_sure"),
                Select.text(row, "failure_message").map(told -> new ShownError(ErrorCode.NOT_COMPARED, told)),
                Select.time(row, "repaired_at"),
                Select.text(row, "repaired_by"));
    }

    @JsonIgnore
    public boolean isOpen() {
        return state.equals("waiting") || state.equals("running");
    }

    @JsonIgnore
    public boolean isSample() {
        return kind.equals("sample");
    }

    public long differences() {
        return missing + extra;
    }

    @JsonIgnore
    public boolean isSame() {
        return state.equals("done") && differences() == 0;
    }

    public boolean canBeRepaired() {
        return state.equals("done") && differences() > 0 && repairedAt.isEmpty();
    }
}
