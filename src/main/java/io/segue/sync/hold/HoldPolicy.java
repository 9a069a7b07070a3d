package io.segue.sync.hold;

import io.segue.web.ProblemException;

/**
 * How many removals may go without a person's word: those that are more than the floor and more than the share of what
 * LaunchDarkly holds wait. Zero holds every removal, off holds none.
 *
 * @param floor a number of removals
 * @param percent of what LaunchDarkly holds, 0 to 100
 */
public record HoldPolicy(int floor, int percent, boolean isOff) {

    public HoldPolicy {
        if (floor < 0 || percent < 0 || percent > 100) {
            throw ProblemException.badRequest(
                    "Setting when removals are held: expected a number of 0 or more and a share"
                            + " of 0 to 100 %, got " + floor + " and " + percent + " %.");
        }
    }

    /** The most removals that pass at once. */
    public long allowed(long held) {
        return isOff ? Long.MAX_VALUE : Math.max(floor, Math.floorDiv(held * percent, 100L));
    }

    /** Such as "more than 100 removals that are more than 20 %". */
    public String words() {
        if (isOff) {
            return "off: no removal is held";
        }
        return floor == 0 && percent == 0
                ? "every removal is held"
                : "more than " + floor + " removals at once are held when they are more than " + percent
                        + " % of what LaunchDarkly holds";
    }
}
