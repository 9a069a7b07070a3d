package io.segue.sync.verify;

/** A comparison taken for one step; whatever is written for it is written only while the fence is still ours. */
record VerificationClaim(long tenant, long id, long sync, long fence) {}
