package io.segue.sync.watch;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.segue.sync.watch.DueLooks.Look;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks, every few seconds, at those segments in LaunchDarkly whose time has come. */
@ApplicationScoped
class WatchJob {

    private final DueLooks dueLooks;
    private final SegmentWatch watch;
    private final WatchConfig config;

    WatchJob(DueLooks dueLooks, SegmentWatch watch, WatchConfig config) {
        this.dueLooks = dueLooks;
        this.watch = watch;
        this.config = config;
    }

    /** A connection that LaunchDarkly does not answer now is looked at in some minutes; the others do not wait for it. */
    @Scheduled(
            identity = "segment-looks",
            every = "5s",
            delayed = "15s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void lookAround() {
        List<Look> looks = dueLooks.take(config.atOnce());
        Set<Long> unanswered = new HashSet<>();
        for (Look look : looks) {
            if (!unanswered.contains(look.connection()) && !watch.look(look, config.every())) {
                unanswered.add(look.connection());
            }
        }
    }
}
