package io.segue.alert.rule;

import io.segue.web.ProblemException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** From when until when each day warnings wait; they may span midnight. What is critical never waits. */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {

    private static final int MINUTES_OF_HOUR = 60;

    /** As typed, such as "22:00"; refused with the reason. */
    public static QuietHours of(String from, String until, String zone) {
        LocalTime begin = time(from);
        LocalTime end = time(until);
        if (begin.equals(end)) {
            throw ProblemException.badRequest(
                    "Saving quiet hours: expected that they end at another time than they begin, got " + begin
                            + " twice.");
        }
        String name = zone.strip();
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw ProblemException.badRequest(
                    "Saving quiet hours: expected the name of a time zone, such as Europe/Berlin, got another.");
        }
        return new QuietHours(begin, end, ZoneId.of(name));
    }

    static QuietHours stored(int fromMinute, int untilMinute, String zone) {
        return new QuietHours(time(fromMinute), time(untilMinute), ZoneId.of(zone));
    }

    int fromMinute() {
        return from.getHour() * MINUTES_OF_HOUR + from.getMinute();
    }

    int untilMinute() {
        return until.getHour() * MINUTES_OF_HOUR + until.getMinute();
    }

    /** When a warning of now may be told; empty: at once. */
    public Optional<Instant> waitUntil(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean spansMidnight = until.isBefore(from);
        boolean isQuiet = spansMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!isQuiet) {
            return Optional.empty();
        }
        boolean endsTomorrow = spansMidnight && !time.isBefore(from);
        return Optional.of(here.toLocalDate()
                .plusDays(endsTomorrow ? 1 : 0)
                .atTime(until)
                .atZone(zone)
                .toInstant());
    }

    /** For the page and the audit log. */
    public String words() {
        return from + " to " + until + ", " + zone.getId();
    }

    private static LocalTime time(String typed) {
        try {
            return LocalTime.parse(typed.strip()).withSecond(0).withNano(0);
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest("Saving quiet hours: expected a time such as 22:00, got another text.");
        }
    }

    private static LocalTime time(int minute) {
        return LocalTime.of(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
    }
}
