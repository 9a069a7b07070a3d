package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import java.time.Instant;
import java.util.Optional;

/**
 * What was told and goes on, as far as anybody was told.
 *
 * @param wellSince since when it looks well again
 */
record OpenAlert(
        long id,
        AlertKind kind,
        String subject,
        Level level,
        String title,
        String detail,
        String path,
        Optional<String> error,
        Instant raisedAt,
        Optional<Instant> wellSince) {

    boolean isOf(Condition condition) {
        return kind == condition.kind() && subject.equals(condition.subject());
    }
}
