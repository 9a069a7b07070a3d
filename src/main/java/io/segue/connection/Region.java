package io.segue.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import io.segue.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** An instance of LaunchDarkly; only the first knows segments that come from Heap. */
public enum Region {
    US("US (app.launchdarkly.com)"),
    EU("EU (app.eu.launchdarkly.com)"),
    FEDERAL("Federal (app.launchdarkly.us)");

    private final String label;

    Region(String label) {
        this.label = label;
    }

    /** As stored and shown to machines: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** LaunchDarkly says so itself: https://launchdarkly.com/docs/home/flags/heap */
    public boolean allowsSyncedSegments() {
        return this == US;
    }

    public static Region of(String word) {
        return Arrays.stream(values())
                .filter(region -> region.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.badRequest("Reading the region: expected us, eu or federal, got another."));
    }
}
