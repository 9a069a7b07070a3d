package io.segue.sync.engine;

import io.segue.sync.claim.Claim;

/**
 * A claimed sync and the run that carries it out.
 *
 * @param isLook whether it looks if LaunchDarkly answers again: it tries once
 */
record Running(Claim claim, Lease lease, long run, boolean isLook, Slot slot) {}
