package io.segue.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a command waits for a run. */
class TimeLimit {

    @Option(
            names = "--timeout",
            paramLabel = "LIMIT",
            converter = Reader.class,
            description = "How long to wait for the run at most, such as 90s, 15m or 2h; 15m unless given.")
    Duration timeout = Duration.ofMinutes(15);

    /** Reads 90s, 15m or 2h. */
    static class Reader implements ITypeConverter<Duration> {

        private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([smh])");

        @Override
        public Duration convert(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                throw new TypeConversionException("expected such as 90s, 15m or 2h");
            }
            long number = Long.parseLong(written.group(1));
            return switch (written.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
