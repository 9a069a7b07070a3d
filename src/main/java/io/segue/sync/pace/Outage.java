package io.segue.sync.pace;

import java.time.Instant;

/**
 * LaunchDarkly is away as a whole: many connections fail, and none is answered.
 *
 * @param openUntil before then nobody calls; then one run looks
 */
public record Outage(Instant since, Instant openUntil, int failures) {}
