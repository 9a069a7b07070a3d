package io.segue.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which deliveries are meant; what is empty narrows nothing.
 *
 * @param from received at that moment or later
 * @param until received before that moment
 * @param segmentText a part of the segment's name, or Heap's whole id
 * @param task the beginning of its id
 * @param account of pages that are set aside: the whole id_token that they name
 */
public record DeliveryFilter(
        Optional<Long> only,
        Optional<Instant> from,
        Optional<Instant> until,
        String verdict,
        Optional<Long> segment,
        String segmentText,
        String task,
        Optional<String> account) {

    public static final DeliveryFilter ALL =
            new DeliveryFilter(Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty(), "", "");

    public static final List<String> VERDICTS =
            List.of("waiting", "applied", "conflict", "stale", "unusable", "failed", "foreign");

    public DeliveryFilter(
            Optional<Long> only,
            Optional<Instant> from,
            Optional<Instant> until,
            String verdict,
            Optional<Long> segment,
            String segmentText,
            String task) {
        this(only, from, until, verdict, segment, segmentText, task, Optional.empty());
    }

    public static DeliveryFilter of(long delivery) {
        return new DeliveryFilter(
                Optional.of(delivery), ALL.from, ALL.until, ALL.verdict, ALL.segment, ALL.segmentText, ALL.task);
    }

    /** Those that are set aside for the Heap account that they name. */
    public static DeliveryFilter ofAccount(String idToken) {
        return new DeliveryFilter(
                ALL.only, ALL.from, ALL.until, "foreign", ALL.segment, ALL.segmentText, ALL.task, Optional.of(idToken));
    }

    /** The condition on "delivery d" in SQL, to be joined to another one; its values are {@link #values}. */
    public String condition() {
        StringBuilder sql = new StringBuilder();
        only.ifPresent(id -> sql.append(" and d.id = ?"));
        from.ifPresent(at -> sql.append(" and d.received_at >= ?::timestamptz"));
        until.ifPresent(at -> sql.append(" and d.received_at < ?::timestamptz"));
        if (!verdict.isEmpty()) {
            sql.append(" and d.verdict = ?");
        }
        segment.ifPresent(id -> sql.append(" and d.segment_id = ?"));
        if (!segmentText.isEmpty()) {
            // Segments are few beside deliveries; what could not be read belongs to none, and says a name all the same.
            sql.append(" and ").append("""
                    (d.segment_id = any (array(select s.id from segment s where s.tenant_id = current_tenant()
                           and (s.heap_id = ? or position(lower(?) in lower(s.name)) > 0)))
                       or (d.segment_id is null and position(lower(?) in lower(d.segment_name)) > 0))""");
        }
        if (!task.isEmpty()) {
            sql.append(" and starts_with(d.task_id, ?)");
        }
        account.ifPresent(idToken -> sql.append(" and d.other_id_token = ?"));
        return sql.toString();
    }

    public List<Object> values() {
        List<Object> values = new ArrayList<>();
        only.ifPresent(values::add);
        from.map(Instant::toString).ifPresent(values::add);
        until.map(Instant::toString).ifPresent(values::add);
        if (!verdict.isEmpty()) {
            values.add(verdict);
        }
        segment.ifPresent(values::add);
        if (!segmentText.isEmpty()) {
            values.addAll(List.of(segmentText, segmentText, segmentText));
        }
        if (!task.isEmpty()) {
            values.add(task);
        }
        account.ifPresent(values::add);
        return values;
    }
}
