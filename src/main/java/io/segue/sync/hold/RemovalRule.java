package io.segue.sync.hold;

import java.util.OptionalLong;

/**
 * What a run may remove.
 *
 * @param isHeld whether removals wait already: then all keys are compared, since the cursor has passed them
 * @param approvedUpTo how many a person approved; more than that wait again
 */
public record RemovalRule(HoldPolicy policy, boolean isHeld, OptionalLong approvedUpTo) {

    /** The most removals that the run may send, when LaunchDarkly holds so many. */
    public long allowed(long held) {
        return Math.max(policy.allowed(held), approvedUpTo.orElse(0));
    }
}
