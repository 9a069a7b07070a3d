package io.segue.inbox.hook;

import java.time.Instant;
import java.util.Optional;

/**
 * What was good before a rotation and still is; each time is in the future.
 *
 * @param urlLastFour empty for a URL that was replaced before its end was kept
 */
public record HookOverlap(
        Optional<String> urlLastFour,
        Optional<Instant> urlUntil,
        Optional<String> secretLastFour,
        Optional<Instant> secretUntil) {}
