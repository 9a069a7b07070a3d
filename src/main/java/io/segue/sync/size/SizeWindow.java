package io.segue.sync.size;

import io.segue.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The time that a chart shows, as its address names it.
 *
 * @param name one of {@link #NAMES}, or "custom"
 * @param from empty for as far back as runs are kept
 */
public record SizeWindow(String name, Optional<Instant> from, Instant until) {

    public static final String USUAL = "30d";
    public static final List<String> NAMES = List.of("24h", "7d", "30d", "90d", "all");

    private static final String CUSTOM = "custom";

    /** Two days, both included, go before a name; nothing at all is the usual window. */
    public static SizeWindow of(String name, String fromDay, String toDay, Instant now) {
        if (!fromDay.isEmpty() || !toDay.isEmpty()) {
            Optional<Instant> from = fromDay.isEmpty() ? Optional.empty() : Optional.of(start(fromDay));
            Instant end = toDay.isEmpty() ? now : start(toDay).plus(Duration.ofDays(1));
            if (from.isPresent() && !from.get().isBefore(end)) {
                throw ProblemException.badRequest("Showing a segment's size: expected a first day that is not after the"
                        + " last one, got " + fromDay + " to " + (toDay.isEmpty() ? "today" : toDay) + ".");
            }
            return new SizeWindow(CUSTOM, from, end.isAfter(now) ? now : end);
        }
        String known = name.isEmpty() ? USUAL : name;
        return new SizeWindow(known, length(known).map(now::minus), now);
    }

    /** As the form of two days shows it. */
    public String fromDay() {
        return isCustom() ? from.map(SizeWindow::day).orElse("") : "";
    }

    public String toDay() {
        return isCustom() ? day(until.minusNanos(1)) : "";
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
                throw ProblemException.badRequest("Showing a segment's size: expected a window of "
                        + String.join(", ", NAMES) + ", got another.");
        };
    }

    private static Instant start(String day) {
        try {
            return LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(
                    "Showing a segment's size: expected days such as 2026-11-24, got something else.");
        }
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
