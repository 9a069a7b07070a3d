package io.segue.heap;

import io.segue.inbox.hook.Hooks;
import io.segue.platform.Secret;
import io.segue.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a tenant a webhook URL and a secret, and a Heap that knows both. */
@ApplicationScoped
class TestingHooks {

    private final Hooks hooks;

    TestingHooks(Hooks hooks) {
        this.hooks = hooks;
    }

    TestingHeap heapOf(long tenant) {
        Secret secret = Tokens.random();
        hooks.setSecret(tenant, secret, "a test");
        return new TestingHeap(hooks.rotateToken(tenant, "a test"), secret);
    }
}
