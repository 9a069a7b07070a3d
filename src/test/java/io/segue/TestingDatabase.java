package io.segue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.segue.platform.embedded.EmbeddedDatabase;
import java.util.Map;

/** A real PostgreSQL for tests, shared by every test class of a run; its session time zone is far from UTC. */
public class TestingDatabase implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedDatabase database;

    @Override
    public synchronized Map<String, String> start() {
        return shared().configuration();
    }

    /** For tests without Quarkus. */
    public static synchronized EmbeddedDatabase shared() {
        if (database == null) {
            database = EmbeddedDatabase.start(null, 0, false);
        }
        return database;
    }

    @Override
    public void stop() {
        // Lives as long as the JVM: several test profiles use it one after the other.
    }
}
