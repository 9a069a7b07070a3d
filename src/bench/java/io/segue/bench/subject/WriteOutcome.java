package io.segue.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;

/** How a run that writes flag values ended, in the product's own words. */
public record WriteOutcome(String state, long users, long changed, long written, double millis, String failure) {

    static WriteOutcome of(JsonNode run) {
        return new WriteOutcome(
                run.path("state").asText(),
                run.path("users").asLong(),
                run.path("changed").asLong(),
                run.path("written").asLong(),
                RunOutcome.between(run, "startedAt", "finishedAt").orElse(Double.NaN),
                run.path("failure").toString());
    }

    public boolean isSuccess() {
        return state.equals("succeeded") && written == changed;
    }
}
