package io.segue.dashboard.member;

import io.segue.segment.Members.Membership;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecord.Quarantine;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a person is in a LaunchDarkly segment now, as far as LaunchDarkly confirmed it, and why.
 *
 * @param words a sentence; says who can change it where somebody can
 * @param next when the next run looks at it, where one will
 * @param error what is in the way, when it is an error
 */
record Standing(State state, Reason reason, String words, Optional<Instant> next, Optional<ErrorCode> error) {

    private Standing(State state, Reason reason, String words, Optional<Instant> next) {
        this(state, reason, words, next, Optional.empty());
    }

    private Standing(State state, Why why, Optional<Instant> next) {
        this(state, why.reason(), why.words(), next, why.error());
    }

    /** What is so, in LaunchDarkly. */
    enum State {
        IN("in"),
        OUT("out"),
        /** Still in, although nobody wants it so any more. */
        LEAVING("still in"),
        /** Still out, and on the way in. */
        ENTERING("not in yet"),
        /** Nobody knows, until the next run makes sure of it. */
        UNCERTAIN("uncertain");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The colour of the box it stands in. */
        public String tone() {
            return switch (this) {
                case IN -> "good";
                case OUT -> "idle";
                case LEAVING, ENTERING, UNCERTAIN -> "wait";
            };
        }
    }

    /** Why, in one word for machines. */
    enum Reason {
        CONFIRMED,
        SHARED_KEY,
        LEFT,
        WAITING,
        HELD,
        QUARANTINED,
        REFUSED,
        FAILING,
        PAUSED,
        OFF,
        EMPTIED,
        BLANK_KEY,
        ERASED,
        UNANSWERED,
        LOST,
        SENT_AGAIN;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Why(Reason reason, String words, Optional<ErrorCode> error) {

        Why(Reason reason, String words) {
            this(reason, words, Optional.empty());
        }

        Why(Reason reason, String words, ErrorCode error) {
            this(reason, words, Optional.of(error));
        }
    }

    /** A blocked key is one of an erased person's: no run adds it, whoever bears it. */
    static Standing of(Membership member, KeyRecord record, boolean isBlocked) {
        KeyRecord known = record.asAnswered();
        Optional<Why> unsure = whyUnsure(known);
        if (unsure.isPresent()) {
            return new Standing(State.UNCERTAIN, unsure.get(), nextRun(known));
        }
        if (isBlocked && known.isHeld()) {
            return new Standing(
                    State.LEAVING,
                    Reason.ERASED,
                    "The key is one of an erased person’s: LaunchDarkly is told to remove it, until it confirms.",
                    Optional.empty());
        }
        if (isBlocked) {
            return new Standing(
                    State.OUT,
                    Reason.ERASED,
                    "The key is one of an erased person’s: it is not sent again.",
                    Optional.empty());
        }
        return known.isHeld() ? held(member, known) : notHeld(known);
    }

    /** Of a member without a key: no sync can deliver it. */
    static Standing withoutKey(Membership member) {
        String field = member.segment().keyField().orElse("id");
        return new Standing(
                State.OUT,
                Reason.BLANK_KEY,
                "Heap sent no value in “" + field
                        + "”, the field that holds the LaunchDarkly key, or one that is blank or"
                        + " longer than 512 characters. Whoever keeps that field in Heap can mend it; an editor can choose"
                        + " another field.",
                Optional.empty());
    }

    private static Optional<Why> whyUnsure(KeyRecord known) {
        return switch (known.unsure()) {
            case NOT -> Optional.empty();
            case UNANSWERED ->
                Optional.of(new Why(
                        Reason.UNANSWERED,
                        "A call with this key was made whose answer nobody saw. The next run makes sure of it."));
            case LOST ->
                Optional.of(new Why(
                        Reason.LOST,
                        "LaunchDarkly lost the segment, with everybody in it. All of it is sent again.",
                        ErrorCode.SEGMENT_LOST));
            case SENT_AGAIN ->
                Optional.of(new Why(
                        Reason.SENT_AGAIN,
                        "An editor has everything sent again, since nobody could know what LaunchDarkly holds."));
        };
    }

    private static Standing held(Membership member, KeyRecord known) {
        if (known.isWanted() && !known.order().isEmptying()) {
            Optional<Quarantine> refused = known.quarantine().filter(Quarantine::adding);
            if (refused.isPresent()) {
                return new Standing(
                        State.UNCERTAIN,
                        new Why(
                                Reason.QUARANTINED,
                                "LaunchDarkly refused the key: "
                                        + sentence(refused.get().reason())
                                        + " It may hold it from an earlier call. It is quarantined and tried again after"
                                        + " a day.",
                                ErrorCode.KEY_QUARANTINED),
                        Optional.empty());
            }
            return member.isPresent()
                    ? new Standing(
                            State.IN,
                            Reason.CONFIRMED,
                            "Heap says in, and LaunchDarkly confirmed it.",
                            Optional.empty())
                    : new Standing(
                            State.IN,
                            Reason.SHARED_KEY,
                            "Heap took this member out, but another member with the same key is in.",
                            Optional.empty());
        }
        Why why = whyStillIn(known);
        return new Standing(State.LEAVING, why, nextRun(known));
    }

    private static Standing notHeld(KeyRecord known) {
        if (!known.isWanted()) {
            return new Standing(
                    State.OUT,
                    Reason.LEFT,
                    "Heap took this member out, and LaunchDarkly holds it no more.",
                    Optional.empty());
        }
        Why why = whyNotIn(known);
        boolean isOnTheWay = why.reason() == Reason.WAITING || why.reason() == Reason.FAILING;
        return new Standing(
                isOnTheWay ? State.ENTERING : State.OUT, why, isOnTheWay ? nextRun(known) : Optional.empty());
    }

    private static Why whyNotIn(KeyRecord known) {
        if (known.order().isEmptying()) {
            return new Why(Reason.EMPTIED, "The sync is off, and an editor had the segment emptied in LaunchDarkly.");
        }
        Optional<Quarantine> refused = known.quarantine().filter(Quarantine::adding);
        if (refused.isPresent()) {
            return new Why(
                    Reason.QUARANTINED,
                    "LaunchDarkly refused the key: " + sentence(refused.get().reason())
                            + " It is quarantined and tried again after a day.",
                    ErrorCode.KEY_QUARANTINED);
        }
        return whyNothingIsSent(known).orElse(new Why(Reason.WAITING, "Heap says in; the next run sends it."));
    }

    private static Why whyStillIn(KeyRecord known) {
        Optional<Quarantine> refused = known.quarantine().filter(quarantine -> !quarantine.adding());
        if (refused.isPresent()) {
            return new Why(
                    Reason.QUARANTINED,
                    "LaunchDarkly refused the removal: "
                            + sentence(refused.get().reason()) + " Every run tries it again.",
                    ErrorCode.KEY_QUARANTINED);
        }
        if (known.order().isEmptying()) {
            return new Why(Reason.WAITING, "The segment is being emptied in LaunchDarkly, as an editor asked.");
        }
        return whyNothingIsSent(known)
                .or(() -> known.hold()
                        .map(hold -> new Why(
                                Reason.HELD,
                                String.format(
                                        Locale.ENGLISH,
                                        "Heap says out, and the removal is held with %,d others: they are unusually many."
                                                + " An editor approves or rejects them.",
                                        Math.max(0, hold.removals() - 1)),
                                ErrorCode.HELD)))
                .orElse(new Why(Reason.WAITING, "Heap says out; the next run removes it."));
    }

    private static Optional<Why> whyNothingIsSent(KeyRecord known) {
        KeyRecord.Order order = known.order();
        if (!order.isOn()) {
            return Optional.of(
                    new Why(Reason.OFF, "The sync is off: LaunchDarkly keeps what it held. An editor can turn it on."));
        }
        if (order.isPaused()) {
            return Optional.of(
                    new Why(Reason.PAUSED, "The sync is paused: nothing is sent until an editor resumes it."));
        }
        ShownError failure = order.failure().orElse(new ShownError(ErrorCode.UNKNOWN, "no reason was noted."));
        return switch (order.state()) {
            case "ready" -> Optional.empty();
            case "retrying" ->
                Optional.of(new Why(
                        Reason.FAILING,
                        "The last run failed and is tried again: " + failure.message(),
                        failure.error()));
            case "stopped" ->
                Optional.of(new Why(Reason.REFUSED, "The sync is stopped: " + failure.message(), failure.error()));
            default ->
                Optional.of(new Why(
                        Reason.FAILING,
                        "The sync is parked after days of failure and probed every 15 minutes: " + failure.message(),
                        failure.error()));
        };
    }

    /** LaunchDarkly does not always end its own. */
    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    private static Optional<Instant> nextRun(KeyRecord known) {
        KeyRecord.Order order = known.order();
        boolean isToRun = (order.isOn() && !order.isPaused()) || order.isEmptying();
        return isToRun ? order.nextRunAt() : Optional.empty();
    }
}
