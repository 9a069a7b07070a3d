package io.segue.dashboard;

import io.segue.dashboard.SetUpProgress.Steps;
import io.segue.inbox.hook.HookState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The three steps and how far each is.
 *
 * @param newUrl the webhook URL, on the one answer that shows it
 * @param mistake what was wrong with what was just sent
 */
record SetUpView(
        String slug,
        String name,
        boolean canEdit,
        boolean isOwner,
        Steps steps,
        List<ConnectionState> connections,
        HookState hook,
        FirstSegment segments,
        Optional<String> newUrl,
        Optional<String> mistake) {

    SetUpView {
        connections = List.copyOf(connections);
    }

    /** A connection and the verdict of its last check. */
    record ConnectionState(String id, String name, Optional<Boolean> passed) {

        public boolean isPassed() {
            return passed.orElse(false);
        }

        public boolean isFailed() {
            return passed.isPresent() && !passed.get();
        }
    }

    /** How many segments arrived and how many are on. */
    record FirstSegment(long arrived, long on) {}

    public int done() {
        return steps.done();
    }

    /** Changes whenever there is news of Heap's calls: what is on the page already is not sent, nor read out, again. */
    public String callSeen() {
        return hook.firstCallAt().map(Instant::toEpochMilli).orElse(0L) + "-"
                + hook.lastRefusalAt().map(Instant::toEpochMilli).orElse(0L);
    }

    public boolean isRefused() {
        return hook.isRefused();
    }
}
