package io.segue.configuration.plan;

import io.segue.configuration.plan.Step.Danger;
import io.segue.sync.hold.HoldPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at another rule for holding removals: which of those that wait it lets go. */
final class RulePlanner {

    private RulePlanner() {}

    /** One that is off says nothing of floor and share: those stay as they are, for when it is on again. */
    static HoldPolicy completed(HoldPolicy wanted, HoldPolicy present) {
        return wanted.isOff() ? new HoldPolicy(present.floor(), present.percent(), true) : wanted;
    }

    static boolean isSame(HoldPolicy one, HoldPolicy other) {
        return one.isOff() ? other.isOff() : one.equals(other);
    }

    static Optional<Danger> danger(HoldPolicy before, HoldPolicy after, Stream<PresentSync> syncs) {
        List<Long> released = syncs.filter(sync -> isReleased(sync, before, after))
                .map(sync -> sync.waiting().orElseThrow().removals())
                .toList();
        long removals = released.stream().mapToLong(Long::longValue).sum();
        if (removals > 0) {
            return Optional.of(new Danger(
                    "lets " + Draft.counted(removals, "removal") + " go from LaunchDarkly that "
                            + (removals == 1 ? "waits" : "wait") + " for a decision",
                    removals));
        }
        return after.isOff() && !before.isOff()
                ? Optional.of(new Danger("from now on no removal waits for a decision, however many there are", 0))
                : Optional.empty();
    }

    private static boolean isReleased(PresentSync sync, HoldPolicy before, HoldPolicy after) {
        return sync.waiting()
                .filter(waiting -> {
                    long held = Math.min(sync.delivered(), waiting.of());
                    return waiting.removals() > before.allowed(held) && waiting.removals() <= after.allowed(held);
                })
                .isPresent();
    }
}
