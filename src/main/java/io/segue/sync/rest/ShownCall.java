package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One call of a run to LaunchDarkly, as the API shows it.
 *
 * @param number within its run, from 1
 * @param status missing when there was no answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RunCall", description = "One call of a run to LaunchDarkly, as the API shows it.")
public record ShownCall(
        int number,
        Instant at,
        int adds,
        int removes,
        @Nullable Integer status,
        String outcome,
        int millis,
        @Nullable String message) {}
