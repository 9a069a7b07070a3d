package io.segue.inbox.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingClock;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.inbox.InboxConfig;
import io.segue.platform.Database;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Other nodes remember a hook for seconds: what an owner ends here ends there when that time is over. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RotationsTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Hooks hooks;

    @Inject
    Rotations rotations;

    @Inject
    Database database;

    @Inject
    Sealer sealer;

    @Inject
    InboxConfig config;

    @Test
    void reachesAnotherNodeWithinTheTimeThatAHookIsRemembered() {
        long tenant = tenants.enabled().id();
        String token = hooks.rotateToken(tenant, "a test").value();
        Secret before = new Secret("the secret before of " + tenant);
        Secret after = new Secret("the secret after of " + tenant);
        hooks.setSecret(tenant, before, "a test");
        hooks.setSecret(tenant, after, "a test");
        TestingClock clock = new TestingClock();
        HookLookup otherNode = new HookLookup(database, sealer, config, clock);
        assertThat(otherNode.byToken(token).orElseThrow().secrets()).containsExactly(after, before);

        rotations.endSecret(tenant, "a test");

        assertThat(otherNode.byToken(token).orElseThrow().secrets()).contains(before);
        clock.tick(config.hookMemory().plusMillis(1));
        assertThat(otherNode.byToken(token).orElseThrow().secrets()).containsExactly(after);
    }
}
