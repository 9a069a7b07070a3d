package io.segue.sandbox.launchdarkly.account;

/** An environment of the project; its client-side ID is its id everywhere. */
public record LaunchDarklyEnvironment(String clientSideId, String key, String name) {}
