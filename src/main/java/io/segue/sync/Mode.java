package io.segue.sync;

import java.util.Locale;

/** How often a segment is brought to LaunchDarkly. */
public enum Mode {
    OFF,
    ONCE,
    RECURRING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Mode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
