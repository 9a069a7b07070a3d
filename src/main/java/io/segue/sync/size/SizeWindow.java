package io.segue.sync.size;

import io.segue.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The time that a chart shows, as its address names it.
 *
 * @param name one of {@link #NAMES}, or "custom"
 * @param from empty for as far back as runs are kept
 * @param zone where its days are days
 */
public record SizeWindow(String name, Optional<Instant> from, Instant until, ZoneId zone) {

    public static final String USUAL = "30d";
    public static final List<String> NAMES = List.of("24h", "7d", "30d", "90d", "all");

    private static final String CUSTOM = "custom";

    /** Two days, both included, go before a name; nothing at all is the usual window. */
    public static SizeWindow of(String name, String fromDay, String toDay, ZonedDateTime at) {
        Instant now = at.toInstant();
        ZoneId zone = at.getZone();
        if (!fromDay.isEmpty() || !toDay.isEmpty()) {
            Optional<Instant> from = fromDay.isEmpty() ? Optional.empty() : Optional.of(start(day(fromDay), zone));
            Instant end = toDay.isEmpty() ? now : start(day(toDay).plusDays(1), zone);
            if (from.isPresent() && !from.get().isBefore(end)) {
                throw ProblemException.badRequest("Showing a segment’s size: expected a first day that is not after the"
                        + " last one, got " + fromDay + " to " + (toDay.isEmpty() ? "today" : toDay) + ".");
            }
            return new SizeWindow(CUSTOM, from, end.isAfter(now) ? now : end, zone);
        }
        String known = name.isEmpty() ? USUAL : name;
        return new SizeWindow(known, length(known).map(now::minus), now, zone);
    }

    /** As the form of two days shows it. */
    public String fromDay() {
        return isCustom() ? from.map(this::dayOf).orElse("") : "";
    }

    public String toDay() {
        return isCustom() ? dayOf(until.minusNanos(1)) : "";
    }

    public boolean isCustom() {
        return name.equals(CUSTOM);
    }

    /** The query that shows the same window again. */
    public String query() {
        return isCustom() ? "from=" + fromDay() + "&to=" + toDay() : "window=" + name;
    }

    private static Optional<Duration> length(String name) {
        return switch (name) {
            case "24h" -> Optional.of(Duration.ofHours(24));
            case "7d" -> Optional.of(Duration.ofDays(7));
            case "30d" -> Optional.of(Duration.ofDays(30));
            case "90d" -> Optional.of(Duration.ofDays(90));
            case "all" -> Optional.empty();
            default ->
                throw ProblemException.badRequest("Showing a segment’s size: expected a window of "
                        + String.join(", ", NAMES) + ", got another.");
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(
                    "Showing a segment’s size: expected days such as 2026-11-24, got something else.");
        }
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private String dayOf(Instant at) {
        return LocalDate.ofInstant(at, zone).toString();
    }
}
