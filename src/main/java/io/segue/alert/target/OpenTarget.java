package io.segue.alert.target;

import io.segue.alert.TargetKind;
import io.segue.platform.Secret;
import java.util.List;

/**
 * A target with its secrets in clear, for one call.
 *
 * @param signing the secrets of a signed webhook that are in use, the newest first
 */
public record OpenTarget(TargetKind kind, String name, Secret address, boolean isEu, List<Secret> signing) {

    public OpenTarget {
        signing = List.copyOf(signing);
    }
}
