package io.segue.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to be told. */
public enum TargetKind {
    EMAIL("E-mail"),
    SLACK("Slack"),
    PAGERDUTY("PagerDuty"),
    WEBHOOK("Signed webhook");

    private final String label;

    TargetKind(String label) {
        this.label = label;
    }

    public static Optional<TargetKind> find(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** For statements that leave out what a newer version has beside this one. */
    public static String[] words() {
        return Arrays.stream(values()).map(TargetKind::word).toArray(String[]::new);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }
}
