package io.segue.sync.engine;

/** One key to be added to LaunchDarkly, or to be removed. */
record Operation(String key, boolean adding) {}
