package io.segue.sync.difference;

/**
 * One key to be added to LaunchDarkly, or to be removed.
 *
 * @param held whether delivered_key has the key already, whatever LaunchDarkly holds
 */
public record Operation(String key, boolean adding, boolean held) {}
