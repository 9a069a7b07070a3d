package io.segue.alert.notice;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One line of the log: what was to be told to whom, and what became of it.
 *
 * @param state waiting, delivered, dropped or given-up
 * @param answer what the target answered last, in our words
 */
public record LoggedDelivery(
        String id,
        String noticeId,
        String targetId,
        String target,
        TargetKind targetKind,
        boolean isTargetThere,
        EventType event,
        String kind,
        Optional<Level> level,
        String title,
        String path,
        String state,
        int attempts,
        Instant createdAt,
        Optional<Instant> lastTryAt,
        Optional<Instant> nextTryAt,
        OptionalInt status,
        Optional<String> answer,
        Optional<Instant> endedAt) {

    /** Begins each opaque id of a delivery, and of a notice: the latter is the same at each target and each try. */
    public static final String PREFIX = "ntf";

    public static final String NOTICE_PREFIX = "msg";

    public static final List<String> STATES = List.of("waiting", "delivered", "dropped", "given-up");

    /** The last try was in vain. */
    public boolean isFailed() {
        return isGivenUp() || (isWaiting() && attempts > 0);
    }

    /** What that is called. */
    public ErrorCode failure() {
        return ErrorCode.ALERT_NOT_DELIVERED;
    }

    public boolean isWaiting() {
        return state.equals("waiting");
    }

    public boolean isGivenUp() {
        return state.equals("given-up");
    }

    /** Waits for the end of the quiet hours, and was not tried yet. */
    public boolean isHeldBack() {
        return isWaiting() && attempts == 0;
    }

    public boolean isResendable() {
        return isTargetThere && !isWaiting();
    }
}
