package io.segue.configuration.document;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals as a document writes them: 4h, 90m, 75s. */
public final class Intervals {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,6})([hms])");

    private Intervals() {}

    /** Empty when it is written otherwise. */
    static Optional<Duration> read(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(written.group(1));
        return Optional.of(
                switch (written.group(2)) {
                    case "h" -> Duration.ofHours(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** In the largest unit that leaves nothing over. */
    public static String write(Duration interval) {
        long seconds = interval.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
