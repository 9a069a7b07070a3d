package io.segue.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes times for pages: relative to now, with the exact time beside it. */
@ApplicationScoped
@Named("times")
public class Times {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    /** Such as "3 min ago", "in 2 h"; a date when it is further than a month. */
    public String relative(Instant at) {
        Duration distance = Duration.between(clock.instant(), at);
        Duration size = distance.abs();
        if (size.toSeconds() < 5) {
            return "just now";
        }
        if (size.toDays() > 30) {
            return DAY.format(at);
        }
        return distance.isNegative() ? length(size) + " ago" : "in " + length(size);
    }

    public String exact(Instant at) {
        return EXACT.format(at);
    }

    public String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
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
