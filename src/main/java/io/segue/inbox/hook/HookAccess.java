package io.segue.inbox.hook;

import io.segue.platform.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is needed to judge a call to a tenant's hook.
 *
 * @param secrets every live webhook secret, the newest first
 * @param window how far a signature's time may be from ours
 */
public record HookAccess(
        long tenant, boolean enabled, List<Secret> secrets, Duration window, Optional<String> idToken) {

    public HookAccess {
        secrets = List.copyOf(secrets);
    }
}
