package io.segue.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far a task of Heap's is.
 *
 * @param state complete, quiet or incomplete; open until one of these is known
 * @param here how many of its pages are applied
 * @param total how many it has
 */
public record TaskProgress(String state, long here, long total) {

    /** Of the task that {@link #JOIN} finds. */
    public static final String COLUMNS = """
            t.pages_applied as task_here, t.total_pages as task_total,
            case when t.completed_at is not null then 'complete' when t.incomplete_at is not null then 'incomplete'
                 when t.quiet_at is not null then 'quiet' when t.task_id is not null then 'open' end as task_state""";

    /** To stand behind "delivery d" in SQL: what was never applied may have none. */
    public static final String JOIN = """
            left join task t on t.tenant_id = d.tenant_id and t.segment_id = d.segment_id and t.task_id = d.task_id""";

    public static Optional<TaskProgress> read(ResultSet row) throws SQLException {
        String state = row.getString("task_state");
        return state == null
                ? Optional.empty()
                : Optional.of(new TaskProgress(state, row.getLong("task_here"), row.getLong("task_total")));
    }

    public boolean isIncomplete() {
        return state.equals("incomplete");
    }
}
