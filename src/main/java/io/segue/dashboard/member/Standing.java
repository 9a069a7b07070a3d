package io.segue.dashboard.member;

import io.segue.segment.Members.Membership;
import io.segue.sync.member.KeyRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a person is in a LaunchDarkly segment now, as far as LaunchDarkly confirmed it, and why.
 *
 * @param reason a sentence; says who can change it where somebody can
 * @param next when the next run looks at it, where one will
 */
record Standing(State state, String reason, Optional<Instant> next) {

    /** What is so, in LaunchDarkly. */
    enum State {
        IN("in"),
        OUT("out"),
        /** Still in, although Heap's last word is out. */
        LEAVING("still in"),
        /** Still out, although Heap's last word is in. */
        ENTERING("not in yet"),
        /** A call was made whose end nobody saw. */
        UNCERTAIN("uncertain");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** The colour of its dot. */
        public String tone() {
            return switch (this) {
                case IN -> "good";
                case OUT -> "idle";
                case LEAVING, ENTERING, UNCERTAIN -> "wait";
            };
        }
    }

    /** Of a member with a key, for one sync of the segment. */
    static Standing of(Membership member, KeyRecord known) {
        if (known.isUncertain()) {
            return new Standing(
                    State.UNCERTAIN,
                    "A call with this key was made whose answer nobody saw. The next run makes sure of it.",
                    known.nextRunAt());
        }
        if (known.isEmptying() && known.isHeld()) {
            return new Standing(State.LEAVING, whyStillIn(known), known.nextRunAt());
        }
        if (member.isPresent() == known.isHeld()) {
            return member.isPresent()
                    ? new Standing(State.IN, "Heap says in, and LaunchDarkly confirmed it.", Optional.empty())
                    : new Standing(
                            State.OUT,
                            "Heap took this member out, and LaunchDarkly holds it no more.",
                            Optional.empty());
        }
        return new Standing(
                member.isPresent() ? State.ENTERING : State.LEAVING,
                member.isPresent() ? whyNotIn(known) : whyStillIn(known),
                known.isOn() && !known.isPaused() ? known.nextRunAt() : Optional.empty());
    }

    /** Of a member without a key: no sync can deliver it. */
    static Standing withoutKey(Membership member) {
        String field = member.segment().keyField().orElse("id");
        return new Standing(
                State.OUT,
                "Heap sent no value in “" + field
                        + "”, the field that holds the LaunchDarkly key, or one that is blank or"
                        + " longer than 512 characters. Whoever keeps that field in Heap can mend it; an editor can choose"
                        + " another field.",
                Optional.empty());
    }

    private static String whyNotIn(KeyRecord known) {
        return known.quarantine()
                .filter(KeyRecord.Quarantine::adding)
                .map(quarantine -> "LaunchDarkly refused the key: " + quarantine.reason()
                        + " It is quarantined and tried again after a day.")
                .orElseGet(() -> whyNothingIsSent(known).orElse("Heap says in; the next run sends it."));
    }

    private static String whyStillIn(KeyRecord known) {
        return known.quarantine()
                .filter(quarantine -> !quarantine.adding())
                .map(quarantine ->
                        "LaunchDarkly refused the removal: " + quarantine.reason() + " Every run tries it again.")
                .orElseGet(() -> whyNothingIsSent(known)
                        .orElse("Heap says out, or another member with the same key is in; the next run looks."));
    }

    private static Optional<String> whyNothingIsSent(KeyRecord known) {
        if (known.isEmptying()) {
            return Optional.of("The segment is being emptied in LaunchDarkly, as an editor asked.");
        }
        if (!known.isOn()) {
            return Optional.of("The sync is off: LaunchDarkly keeps what it held. An editor can turn it on.");
        }
        if (known.isPaused()) {
            return Optional.of("The sync is paused: nothing is sent until an editor resumes it.");
        }
        return switch (known.state()) {
            case "ready" -> Optional.empty();
            case "retrying" ->
                Optional.of("The last run failed and is tried again: "
                        + known.failure().orElse("no reason was noted."));
            case "stopped" ->
                Optional.of("The sync is stopped: " + known.failure().orElse("no reason was noted."));
            default ->
                Optional.of("The sync is parked after days of failure and probed every 15 minutes: "
                        + known.failure().orElse("no reason was noted."));
        };
    }
}
