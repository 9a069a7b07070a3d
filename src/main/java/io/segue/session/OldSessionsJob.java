package io.segue.session;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes sessions that have ended by time; until then they are refused all the same. */
@ApplicationScoped
class OldSessionsJob {

    private final Sessions sessions;

    OldSessionsJob(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(identity = "old-sessions", every = "1h", delayed = "80s")
    void deleteOldSessions() {
        long gone = sessions.deleteOld();
        if (gone > 0) {
            Log.infof("Deleted %d old sessions", gone);
        }
    }
}
