package io.segue.dashboard.member;

import io.segue.segment.Members.Membership;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of what was asked for.
 *
 * @param sought Heap's id or LaunchDarkly's key, as asked for; empty before anything is
 * @param isCutShort whether more segments have this value than are shown
 */
record StoryView(
        String slug,
        String sought,
        long segmentsOfTenant,
        List<Chapter> chapters,
        boolean isCutShort,
        Optional<Asked> asked) {

    /** One segment: where the person stands in each LaunchDarkly environment, and what happened. */
    record Chapter(String segmentId, Membership member, List<Place> places, List<Fact> facts) {}

    /** Where the person stands in one LaunchDarkly environment. */
    record Place(String connectionId, String connection, Standing standing, boolean canBeAsked) {}

    /** What LaunchDarkly said just now. */
    record Asked(String segmentId, String connectionId, Optional<Boolean> isMember, String words) {}

    /** LaunchDarkly's word on this place, when it was just asked. */
    public Optional<Asked> askedOf(Chapter chapter, Place place) {
        return asked.filter(asked -> asked.segmentId().equals(chapter.segmentId())
                && asked.connectionId().equals(place.connectionId()));
    }

    public Standing withoutKey(Chapter chapter) {
        return Standing.withoutKey(chapter.member());
    }

    public boolean isNobody() {
        return !sought.isEmpty() && chapters.isEmpty();
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
