package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.alert.Level;
import io.segue.alert.notice.LoggedDelivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One notice to one target; its state is one of waiting, delivered, dropped, given-up.
 *
 * @param noticeId what a signed webhook gets as webhook-id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AlertDelivery", description = "One notice to one target, and what came of it.")
public record ShownDelivery(
        String id,
        String noticeId,
        String targetId,
        String target,
        String event,
        String kind,
        @Nullable String level,
        String title,
        String state,
        int attempts,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String code,
        Instant createdAt,
        @Nullable Instant lastTryAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant endedAt) {

    static ShownDelivery of(LoggedDelivery one) {
        return new ShownDelivery(
                one.id(),
                one.noticeId(),
                one.targetId(),
                one.target(),
                one.event().word(),
                one.kind(),
                one.level().map(Level::word).orElse(null),
                one.title(),
                one.state(),
                one.attempts(),
                one.status().isPresent() ? one.status().getAsInt() : null,
                one.answer().orElse(null),
                one.isFailed() ? one.failure().code() : null,
                one.createdAt(),
                one.lastTryAt().orElse(null),
                one.nextTryAt().orElse(null),
                one.endedAt().orElse(null));
    }
}
