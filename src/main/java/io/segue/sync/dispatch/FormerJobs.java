package io.segue.sync.dispatch;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** Jobs of earlier versions that nobody carries out any more: Quartz keeps them, and fires them, until it is told. */
@ApplicationScoped
class FormerJobs {

    /** Each node looks for due syncs itself now ({@link SyncDispatcher}). */
    private static final Set<String> NAMES = Set.of("due-syncs");

    private final Scheduler quartz;

    FormerJobs(Scheduler quartz) {
        this.quartz = quartz;
    }

    void remove(@Observes StartupEvent event) {
        try {
            for (JobKey job : quartz.getJobKeys(GroupMatcher.anyJobGroup())) {
                if (NAMES.contains(job.getName())) {
                    quartz.deleteJob(job);
                }
            }
        } catch (SchedulerException e) {
            Log.warnf(
                    "Removing jobs of an earlier version failed: %s. It is tried again at the next start.",
                    e.getMessage());
        }
    }
}
