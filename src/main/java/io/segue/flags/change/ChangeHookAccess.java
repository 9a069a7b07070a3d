package io.segue.flags.change;

import io.segue.platform.Secret;
import java.util.List;

/**
 * What is needed to judge a call to a tenant's hook.
 *
 * @param secrets every live secret, the newest first
 */
public record ChangeHookAccess(long tenant, boolean isEnabled, List<Secret> secrets) {

    public ChangeHookAccess {
        secrets = List.copyOf(secrets);
    }
}
