package io.segue.sandbox.launchdarkly.account;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;

/** The switches as they stand, counting down. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class Faults {

    private volatile FaultSwitches switches = FaultSwitches.NONE;

    public FaultSwitches switches() {
        return switches;
    }

    public synchronized void set(FaultSwitches fresh) {
        switches = fresh;
    }

    public synchronized boolean takeRateLimit() {
        int left = switches.rateLimitNext();
        if (left > 0) {
            switches = switches.withRateLimitNext(left - 1);
        }
        return left > 0;
    }

    public synchronized boolean takeFailure() {
        int left = switches.failNext();
        if (left > 0) {
            switches = switches.withFailNext(left - 1);
        }
        return left > 0;
    }

    public synchronized boolean takeBreak() {
        int left = switches.breakNext();
        if (left > 0) {
            switches = switches.withBreakNext(left - 1);
        }
        return left > 0;
    }
}
