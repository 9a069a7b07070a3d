package io.segue.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection as it may be seen: everything but the token.
 *
 * @param number for other rooms and foreign keys; never shown
 * @param id opaque, for addresses and the API
 */
public record ConnectionSummary(
        long number,
        String id,
        String name,
        Region region,
        String clientSideId,
        Optional<String> projectKey,
        Optional<String> environmentKey,
        Optional<String> environmentName,
        String tokenLastFour,
        Optional<Instant> checkedAt,
        Optional<Boolean> checkPassed,
        List<CheckStep> checkSteps) {}
