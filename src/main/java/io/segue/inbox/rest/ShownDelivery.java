package io.segue.inbox.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.inbox.TaskProgress;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.web.catalogue.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One delivery without its body, as the API shows it.
 *
 * @param signedAt by Heap's clock
 * @param code of the error catalogue, when it was not applied
 * @param erased items of erased people, which were left out and taken out of the body
 * @param joined members that were absent and are present; missing, as the next two are, when it was not kept
 * @param touched members that got another key or other fields
 * @param departed members that were present and are not
 * @param taskPages how many pages of its task are applied
 * @param firstId the delivery that came first with the same page of the same task, when this one is not it
 * @param verdictBefore until it was read again
 * @param replayChanged what reading it again changed, when it had been applied before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Delivery", description = "One delivery without its body.")
public record ShownDelivery(
        String id,
        Instant receivedAt,
        Instant signedAt,
        String verdict,
        @Nullable String fault,
        @Nullable String code,
        String action,
        @Nullable String segmentId,
        @Nullable String segment,
        @Nullable String heapSegmentId,
        @Nullable String taskId,
        @Nullable String taskState,
        @Nullable Long taskPages,
        long page,
        long totalPages,
        @Nullable String firstId,
        int bodyBytes,
        int adds,
        int removes,
        int blanks,
        int erased,
        int changed,
        @Nullable Integer joined,
        @Nullable Integer touched,
        @Nullable Integer departed,
        boolean late,
        int duplicates,
        @Nullable Instant lastDuplicateAt,
        @Nullable Instant appliedAt,
        int replays,
        @Nullable Instant replayedAt,
        @Nullable String replayedBy,
        @Nullable String verdictBefore,
        @Nullable Integer replayChanged) {

    static final String PREFIX = "dlv";

    static final String COLUMNS = """
            select d.id, d.received_at, d.signed_at, d.verdict, d.fault, d.action, d.segment_id, d.segment_name,
                   d.heap_segment_id, d.task_id, d.page_number, d.total_pages, d.body_size, d.adds, d.removes, d.blanks,
                   d.erased, d.changed, d.joined, d.touched, d.departed, d.late, d.duplicates, d.last_duplicate_at,
                   d.applied_at, d.replays, d.replayed_at, d.replayed_by, d.verdict_before, d.replay_changed, %s,
                   (select k.delivery_id from delivery_key k
                     where k.tenant_id = d.tenant_id and k.heap_segment_id = d.heap_segment_id and k.task_id = d.task_id
                       and k.page_number = d.page_number and k.delivery_id <> d.id) as first_id
              from delivery d %s""".formatted(TaskProgress.COLUMNS, TaskProgress.JOIN);

    static ShownDelivery of(ResultSet row, OpaqueIds ids) throws SQLException {
        Optional<TaskProgress> task = TaskProgress.read(row);
        return new ShownDelivery(
                ids.encode(PREFIX, row.getLong("id")),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("signed_at").toInstant(),
                row.getString("verdict"),
                row.getString("fault"),
                code(row.getString("verdict")),
                row.getString("action"),
                id(row, "segment_id", SegmentSummary.PREFIX, ids),
                row.getString("segment_name"),
                row.getString("heap_segment_id"),
                row.getString("task_id"),
                task.map(TaskProgress::state).orElse(null),
                task.map(TaskProgress::here).orElse(null),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                id(row, "first_id", PREFIX, ids),
                row.getInt("body_size"),
                row.getInt("adds"),
                row.getInt("removes"),
                row.getInt("blanks"),
                row.getInt("erased"),
                row.getInt("changed"),
                row.getObject("joined", Integer.class),
                row.getObject("touched", Integer.class),
                row.getObject("departed", Integer.class),
                row.getBoolean("late"),
                row.getInt("duplicates"),
                Select.time(row, "last_duplicate_at").orElse(null),
                Select.time(row, "applied_at").orElse(null),
                row.getInt("replays"),
                Select.time(row, "replayed_at").orElse(null),
                row.getString("replayed_by"),
                row.getString("verdict_before"),
                row.getObject("replay_changed", Integer.class));
    }

    private static @Nullable String id(ResultSet row, String column, String prefix, OpaqueIds ids) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : ids.encode(prefix, number);
    }

    private static @Nullable String code(String verdict) {
        return ErrorCode.find("delivery-" + verdict).map(ErrorCode::code).orElse(null);
    }
}
