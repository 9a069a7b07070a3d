package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;

/** Waits for a run, and tells how it ended. */
record WaitedRun(Api api, String id) {

    /** A run ends in one of these; whatever else is said, it goes on. */
    private static final Set<String> OVER = Set.of("succeeded", "failed", "cancelled");

    private static final int LONGEST_CALL_SECONDS = 50;
    private static final long PAUSE_MILLIS = 500;

    /** The run as it is when it ends, or when the limit comes first. */
    JsonNode await(Duration limit) {
        long begun = System.nanoTime();
        while (true) {
            long left = limit.toSeconds() - (System.nanoTime() - begun) / 1_000_000_000;
            long wait = Math.max(0, Math.min(LONGEST_CALL_SECONDS, left));
            JsonNode run = api.get(
                            "/api/v1/runs/" + Api.encoded(id) + "?wait=" + wait,
                            Api.JSON_TYPE,
                            Duration.ofSeconds(wait + 30))
                    .json();
            if (isOver(run) || left <= 0) {
                return run;
            }
            pause();
        }
    }

    static int exit(JsonNode run) {
        if (!isOver(run)) {
            return Exit.TIME_IS_UP;
        }
        return run.path("state").asText().equals("succeeded") ? Exit.DONE : Exit.FAILED;
    }

    static void print(JsonNode run, PrintWriter out) {
        Table table = new Table("RUN", "STATE", "ADDED", "REMOVED", "CALLS", "QUARANTINED");
        table.row(
                run.path("id").asText(),
                run.path("state").asText(),
                Table.number(run.path("adds").asLong()),
                Table.number(run.path("removes").asLong()),
                Table.number(run.path("calls").asLong()),
                Table.number(run.path("quarantined").asLong()));
        table.print(out);
        if (run.hasNonNull("failure")) {
            out.println(Table.plain(run.at("/failure/code").asText() + ": "
                    + run.at("/failure/message").asText()));
        }
    }

    private static boolean isOver(JsonNode run) {
        return OVER.contains(run.path("state").asText());
    }

    /** Where many wait at once, Segue answers at once: it must not be asked without end. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.TIME_IS_UP, "Waiting for a run: interrupted.");
        }
    }
}
