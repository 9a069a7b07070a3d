package io.segue.dashboard.member;

import io.segue.segment.Members.Membership;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one Heap id or LaunchDarkly key.
 *
 * @param isCutShort whether more members have this value than are told of
 * @param erasure the erasure that blocks the value
 */
record Story(
        String sought, long segmentsOfTenant, List<Chapter> chapters, boolean isCutShort, Optional<String> erasure) {

    Story {
        chapters = List.copyOf(chapters);
    }

    static Story empty(long segmentsOfTenant) {
        return new Story("", segmentsOfTenant, List.of(), false, Optional.empty());
    }

    /**
     * One segment: where the person stands in each LaunchDarkly environment, and what happened, the latest first.
     *
     * @param note what the facts leave open
     */
    record Chapter(String segmentId, Membership member, List<Place> places, List<Fact> facts, Optional<String> note) {

        public Standing withoutKey() {
            return Standing.withoutKey(member);
        }
    }

    /**
     * Where the person stands in one LaunchDarkly environment.
     *
     * @param canBeAsked whether LaunchDarkly has told where it keeps the segment
     */
    record Place(String connectionId, String connection, Standing standing, boolean canBeAsked) {}

    public boolean isNobody() {
        return !sought.isEmpty() && chapters.isEmpty() && erasure.isEmpty();
    }

    public boolean isAsked() {
        return !sought.isEmpty();
    }

    /** In so many places LaunchDarkly holds the person. */
    public long placesIn() {
        return chapters.stream()
                .flatMap(chapter -> chapter.places().stream())
                .filter(place -> place.standing().state() == Standing.State.IN
                        || place.standing().state() == Standing.State.LEAVING)
                .count();
    }
}
