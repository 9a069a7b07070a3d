package io.segue.sync.difference;

/** One key to be added to LaunchDarkly, or to be removed. */
public record Operation(String key, boolean adding) {}
