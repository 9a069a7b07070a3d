package io.segue.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a notice tells; a signed webhook chooses among the first three. */
public enum EventType {
    ALERT_RAISED("alert.raised", "Something is wrong, or got worse"),
    ALERT_RECOVERED("alert.recovered", "It is well again"),
    RUN_ENDED("run.ended", "A run ended, however it ended"),
    TEST("test", "Someone pressed “Send a test”");

    /** What everyone gets who chooses nothing. */
    public static final List<EventType> OF_ALERTS = List.of(ALERT_RAISED, ALERT_RECOVERED);

    public static final List<EventType> CHOICES = List.of(ALERT_RAISED, ALERT_RECOVERED, RUN_ENDED);

    private final String word;
    private final String meaning;

    EventType(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    public static Optional<EventType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** For statements that leave out what a newer version has beside this one. */
    public static String[] words() {
        return Arrays.stream(values()).map(EventType::word).toArray(String[]::new);
    }

    public static EventType of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("Reading an event: got \"" + word + "\""));
    }

    public String word() {
        return word;
    }

    public String meaning() {
        return meaning;
    }
}
