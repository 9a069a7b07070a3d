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

    /** As it was written down: one that only a newer version has is taken for the worst. */
    public static Level of(String word) {
        return word.equals(WARN.word()) ? WARN : CRITICAL;
    }

    /** For people. */
    public String label() {
        return this == WARN ? "Warning" : "Critical";
    }
}
