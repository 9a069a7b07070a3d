package io.segue.sandbox.launchdarkly;

/** Whose token came with a call. */
record Caller(Account account, AccessToken token) {}
