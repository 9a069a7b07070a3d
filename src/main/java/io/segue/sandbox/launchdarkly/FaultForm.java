package io.segue.sandbox.launchdarkly;

import io.segue.sandbox.launchdarkly.account.FaultSwitches;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The switches as the page posts them; what is left empty is off. */
public class FaultForm {

    @RestForm
    @Nullable
    Integer latencyMillis;

    @RestForm
    @Nullable
    Integer rateLimitNext;

    @RestForm
    @Nullable
    Integer retryAfterSeconds;

    @RestForm
    @Nullable
    String retryHeader;

    @RestForm
    @Nullable
    Integer failNext;

    @RestForm
    @Nullable
    Integer breakNext;

    @RestForm
    @Nullable
    String refuseToken;

    @RestForm
    @Nullable
    String refusedIds;

    FaultSwitches switches() {
        return new FaultSwitches(
                count(latencyMillis),
                count(rateLimitNext),
                count(retryAfterSeconds),
                retryHeader,
                count(failNext),
                "on".equals(refuseToken),
                ids(),
                count(breakNext));
    }

    private Set<String> ids() {
        return Stream.ofNullable(refusedIds)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private static int count(@Nullable Integer posted) {
        return posted == null ? 0 : Math.max(0, posted);
    }
}
