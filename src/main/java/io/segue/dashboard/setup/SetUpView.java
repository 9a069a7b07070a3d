package io.segue.dashboard.setup;

import io.segue.dashboard.setup.SetUpProgress.Steps;
import io.segue.inbox.hook.HookState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The three steps and how far each is.
 *
 * @param newUrl the webhook URL, on the one answer that shows it
 * @param mistake what was wrong with what was just sent
 * @param watch whether this is news for a page that is open, or the page itself
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
        Optional<LastCall> lastCall,
        long secondsElsewhere,
        Optional<String> newUrl,
        Optional<String> mistake,
        Watch watch) {

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

    /** How many segments arrived and how many are on; the one that changed last. */
    record FirstSegment(long arrived, long on, Optional<Arrived> newest) {}

    /** A segment that can be turned on. */
    record Arrived(String id, String name, long members) {}

    /** What the last genuine call held. */
    record LastCall(
            String id,
            Optional<String> segment,
            String verdict,
            long adds,
            long removes,
            int duplicates,
            Instant at,
            boolean isOnly) {}

    /**
     * A page that is open asks for news until there is nothing more to wait for.
     *
     * @param since when it began to wait, or last heard news
     * @param isOver it has waited for so long that nobody is likely to look
     * @param isNews the parts are to take the place of those on the page
     */
    record Watch(Instant since, boolean isOver, boolean isNews) {}

    public int done() {
        return steps.done();
    }

    /** Changes whenever there is news: what is on the page already is not sent, nor read out, again. */
    public String seen() {
        return hook.firstCallAt().map(Instant::toEpochMilli).orElse(0L) + "-"
                + hook.lastRefusalAt().map(Instant::toEpochMilli).orElse(0L) + "-"
                + lastCall.map(call -> call.id() + call.verdict() + call.duplicates())
                        .orElse("") + "-" + segments.arrived() + "-" + segments.on() + "-" + steps.done();
    }

    /** Until the first segment is on, and somebody may be sitting here. */
    public boolean isWaiting() {
        return hook.secretLastFour().isPresent() && steps.done() < 3 && !watch.isOver();
    }

    public int everySeconds() {
        return steps.heap() && segments.arrived() > 0 ? 5 : 2;
    }

    public boolean isRefused() {
        return hook.isRefused();
    }
}
