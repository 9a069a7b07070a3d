package io.segue.alert.send;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.target.OpenTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * A notice for one target, as it is at each try.
 *
 * @param id the same at each target and each try
 * @param about the same for all notices of one alert
 * @param url of the page that shows it
 * @param data JSON
 */
record Message(
        String id,
        String about,
        EventType event,
        String kind,
        Optional<Level> level,
        String tenant,
        String title,
        String detail,
        String url,
        Instant at,
        String data,
        OpenTarget target) {

    boolean isRecovery() {
        return event == EventType.ALERT_RECOVERED;
    }

    /** Such as "Critical: Runs fail (Acme)": one line, whatever names hold. */
    String headline() {
        String first = event == EventType.ALERT_RAISED
                ? level.map(Level::label).map(word -> word + ": ").orElse("")
                : "";
        return (first + title + " (" + tenant + ")")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }
}
