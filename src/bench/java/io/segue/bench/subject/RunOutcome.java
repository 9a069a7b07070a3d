package io.segue.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/** How a run ended, in the product's own words. */
public record RunOutcome(
        String state, long adds, long removes, long calls, long retries, String failure, Optional<Double> millis) {

    private static final Set<String> OPEN = Set.of("waiting", "running");

    static boolean isFinal(JsonNode run) {
        return !OPEN.contains(run.path("state").asText());
    }

    static RunOutcome of(JsonNode run) {
        JsonNode failure = run.path("failure");
        return new RunOutcome(
                run.path("state").asText(),
                run.path("adds").asLong(),
                run.path("removes").asLong(),
                run.path("calls").asLong(),
                run.path("retries").asLong(),
                failure.isMissingNode() || failure.isNull() ? "" : failure.toString(),
                between(run, "startedAt", "finishedAt"));
    }

    static Optional<Double> between(JsonNode run, String start, String end) {
        try {
            return Optional.of(Duration.between(
                                    OffsetDateTime.parse(run.path(start).asText()),
                                    OffsetDateTime.parse(run.path(end).asText()))
                            .toNanos()
                    / 1e6);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public boolean isSuccess() {
        return state.equals("succeeded");
    }

    /** What went wrong, or nothing. */
    public String trouble() {
        String retried = retries == 0 ? "" : retries + " retries";
        return isSuccess() ? retried : state + " " + failure + " " + retried;
    }
}
