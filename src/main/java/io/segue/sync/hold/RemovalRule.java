package io.segue.sync.hold;

import java.util.OptionalLong;

/**
 * What a run may remove.
 *
 * @param heldThen what LaunchDarkly held when removals began to wait, if some do: then all keys are compared, since the
 *     cursor has passed them
 * @param approved how many a person approved that are not sent yet; more than that wait again
 */
public record RemovalRule(HoldPolicy policy, OptionalLong heldThen, OptionalLong approved) {

    public boolean isHeld() {
        return heldThen.isPresent();
    }

    public boolean isApproved() {
        return approved.isPresent();
    }

    /**
     * The most removals that the run may send, when LaunchDarkly holds so many. What waits is measured by what was held
     * when it began to wait: additions that pass meanwhile must not make its share small enough to slip through.
     */
    public long allowed(long held) {
        long base = heldThen.isPresent() ? Math.min(held, heldThen.getAsLong()) : held;
        return Math.max(policy.allowed(base), approved.orElse(0));
    }
}
