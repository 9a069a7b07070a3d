package io.segue.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tenant is told of, and from when on unless it says otherwise. */
public enum AlertKind {
    RUN_FAILING(
            "Runs fail",
            "A sync, or all syncs to an environment, have not got through for so long.",
            Unit.MINUTES,
            15,
            240),
    CREDENTIAL_REFUSED(
            "A credential is refused",
            "LaunchDarkly has refused an access token for so long; nothing moves until someone gives another one.",
            Unit.MINUTES,
            null,
            0),
    HOLD_WAITING(
            "Removals wait for a decision",
            "Many members left a segment at once, and their removal has waited for a person for so long.",
            Unit.MINUTES,
            0,
            1_440),
    QUARANTINE_GREW(
            "The quarantine grew",
            "So many keys were refused within the last hour for the first time, and are not delivered.",
            Unit.KEYS,
            1,
            1_000),
    NOTHING_FROM_HEAP(
            "Nothing from Heap",
            "Heap is late with a segment or with all of them, and was last heard so long ago. It is never told of before Heap"
                    + " has missed one and a half of its intervals, usually 6 hours.",
            Unit.MINUTES,
            0,
            1_440),
    NEAR_LIMIT(
            "A connection is near its limit",
            "LaunchDarkly answered so large a part of a connection’s calls of the last hour with “too many”.",
            Unit.PERCENT,
            10,
            50),
    HEAP_REFUSED(
            "Heap’s calls are refused",
            "Heap’s latest call was refused, and the last one that was let in is so long ago.",
            Unit.MINUTES,
            15,
            480),
    FLAGS_FAILING(
            "Flags do not reach Heap",
            "Flag values, or events of changed flags, have not got through to Heap for so long.",
            Unit.MINUTES,
            15,
            240);

    private final String title;
    private final String meaning;
    private final Unit unit;
    private final @Nullable Integer usualWarn;
    private final @Nullable Integer usualCritical;

    AlertKind(String title, String meaning, Unit unit, @Nullable Integer usualWarn, @Nullable Integer usualCritical) {
        this.title = title;
        this.meaning = meaning;
        this.unit = unit;
        this.usualWarn = usualWarn;
        this.usualCritical = usualCritical;
    }

    /** What a rule's numbers count. */
    public enum Unit {
        MINUTES("minutes", 43_200),
        KEYS("keys", 1_000_000),
        PERCENT("percent", 100);

        private final String word;
        private final int most;

        Unit(String word, int most) {
            this.word = word;
            this.most = most;
        }

        public String word() {
            return word;
        }

        public int most() {
            return most;
        }

        /** So many of it, in the largest unit that it is a whole number of. */
        public String said(int amount) {
            return switch (this) {
                case MINUTES -> amount == 0 ? "at once" : duration(amount);
                case KEYS -> String.format(Locale.ENGLISH, "%,d %s", amount, amount == 1 ? "key" : word);
                case PERCENT -> amount + " %";
            };
        }

        private static String duration(int minutes) {
            if (minutes % 1_440 == 0) {
                return minutes == 1_440 ? "1 day" : minutes / 1_440 + " days";
            }
            return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
        }
    }

    public static Optional<AlertKind> find(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** As stored and shown to pipelines, such as {@code run-failing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public Unit unit() {
        return unit;
    }

    public Optional<Integer> usualWarn() {
        return Optional.ofNullable(usualWarn);
    }

    public Optional<Integer> usualCritical() {
        return Optional.ofNullable(usualCritical);
    }
}
