package io.segue.configuration.plan;

import io.segue.configuration.document.Spot;
import java.util.List;
import java.util.Optional;

/**
 * One step of a plan: happens as a whole or not at all.
 *
 * @param subject what it is done to, such as {@code sync "Power users" to Production}
 * @param changes from what to what
 * @param danger what it takes away from LaunchDarkly, or lets go from there, in numbers
 * @param notes what else is worth knowing before
 */
public record Step(
        Action action,
        String subject,
        Spot at,
        List<FieldChange> changes,
        Optional<Danger> danger,
        List<String> notes,
        boolean isForOwners,
        Deed deed) {

    public Step {
        subject = plain(subject);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** Names come from Heap: no character of theirs may begin a line of a plan, or steer a terminal. */
    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }

    /** What a step does to its subject. */
    public enum Action {
        CREATE("create", "+"),
        CHANGE("change", "~"),
        TURN_OFF("turn-off", "-");

        private final String word;
        private final String sign;

        Action(String word, String sign) {
            this.word = word;
            this.sign = sign;
        }

        public String word() {
            return word;
        }

        String sign() {
            return sign;
        }
    }

    /** One field; from is empty where nothing was. */
    public record FieldChange(String field, Optional<String> from, String to) {

        public FieldChange {
            from = from.map(Step::plain);
            to = plain(to);
        }
    }

    /**
     * Why somebody should look twice.
     *
     * @param removes how many members it takes out of LaunchDarkly, or lets go from there, at most
     */
    public record Danger(String words, long removes) {}
}
