package io.segue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.segue.platform.embedded.EmbeddedDatabase;
import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.util.HashMap;
import java.util.Map;

/**
 * A real PostgreSQL for tests, shared by every test class of a run; its session time zone is far from UTC. For those with
 * Quarkus the light OIDC server as well.
 */
public class TestingDatabase implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedDatabase database;
    private static LightOidcServer oidc;

    @Override
    public synchronized Map<String, String> start() {
        if (oidc == null) {
            oidc = LightOidcServer.start(Account.SANDBOX);
        }
        Map<String, String> all = new HashMap<>(shared().configuration());
        all.putAll(oidc.configuration());
        return all;
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
