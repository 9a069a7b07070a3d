package io.segue.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes times for pages: relative to now, with the exact time beside it, in the reader's zone. */
@ApplicationScoped
@Named("times")
public class Times {

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private static final int NOW_SECONDS = 5;

    private final Clock clock;
    private final Supplier<ZoneId> zone;

    @Inject
    Times(Clock clock, Zones zones) {
        this(clock, zones::current);
    }

    Times(Clock clock, Supplier<ZoneId> zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Such as "3 min ago", "in 2 h"; a date when it is further than a month. */
    public String relative(Instant at) {
        Duration distance = Duration.between(clock.instant(), at);
        Duration size = distance.abs();
        if (size.toSeconds() < NOW_SECONDS) {
            return "just now";
        }
        if (size.toDays() > 30) {
            return DAY.withZone(zone.get()).format(at);
        }
        return distance.isNegative() ? length(size) + " ago" : "in " + length(size);
    }

    /** Of something to come, which may be a little late: "in 2 h", "in a moment", then "now". */
    public String due(Instant at) {
        Instant now = clock.instant();
        if (!at.isAfter(now)) {
            return "now";
        }
        return at.isBefore(now.plusSeconds(NOW_SECONDS)) ? "in a moment" : relative(at);
    }

    public String exact(Instant at) {
        return EXACT.withZone(zone.get()).format(at);
    }

    public String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What the reader's clock is compared with, for those whose clock is wrong. */
    public String now() {
        return iso(clock.instant());
    }

    /** The largest unit that says enough, rounded: "45 s", "12 min", "4 h", "3 days". */
    static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = (minutes + 30) / 60;
        return hours < 48 ? hours + " h" : (hours + 12) / 24 + " days";
    }
}
