package io.segue.inbox.rest;

import io.segue.inbox.DeliveryFilter;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Which deliveries a caller means. */
@ApplicationScoped
class Narrowing {

    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    Narrowing(Segments segments, OpaqueIds ids, CurrentTenant tenant) {
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** As the caller wrote it; what is empty narrows nothing. */
    record Narrowed(String verdict, String segmentId, String taskId, String from, String until) {}

    DeliveryFilter filter(Narrowed asked) {
        if (!asked.verdict().isEmpty() && !DeliveryFilter.VERDICTS.contains(asked.verdict())) {
            throw ProblemException.badRequest("Narrowing deliveries: expected a verdict of "
                    + String.join(", ", DeliveryFilter.VERDICTS) + ", got another.");
        }
        Optional<Long> segment =
                asked.segmentId().isEmpty() ? Optional.empty() : Optional.of(segment(asked.segmentId()));
        return new DeliveryFilter(
                Optional.empty(),
                time("from", asked.from()),
                time("until", asked.until()),
                asked.verdict(),
                segment,
                "",
                asked.taskId());
    }

    private long segment(String id) {
        return ids.decode(SegmentSummary.PREFIX, id).stream()
                .boxed()
                .findFirst()
                .flatMap(number -> segments.find(tenant.id(), number))
                .map(SegmentSummary::id)
                .orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private static Optional<Instant> time(String name, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "Narrowing deliveries: expected " + name + " as a time such as 2026-11-24T12:00:00Z.");
        }
    }
}
