package io.segue.alert;

import java.util.Locale;

/** How bad it is; each level is worse than the one before. */
public enum Level {
    WARN,
    CRITICAL;

    /** As stored and shown to pipelines: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Level of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** For people. */
    public String label() {
        return this == WARN ? "Warning" : "Critical";
    }
}
