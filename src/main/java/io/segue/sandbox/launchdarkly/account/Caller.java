package io.segue.sandbox.launchdarkly.account;

/** Whose token came with a call. */
public record Caller(Account account, AccessToken token) {}
