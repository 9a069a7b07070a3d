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
 * @param waitSeconds for how long LaunchDarkly asked to be left alone with it
 * @param code of the error catalogue, when it did not take it
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
        @Nullable Integer waitSeconds,
        @Nullable String code,
        @Nullable String message) {}
