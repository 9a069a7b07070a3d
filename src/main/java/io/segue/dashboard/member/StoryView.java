package io.segue.dashboard.member;

import io.segue.dashboard.member.Story.Chapter;
import io.segue.dashboard.member.Story.Place;
import io.segue.sync.member.MembershipChecks.Askable;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import java.util.Optional;

/**
 * A story as it is shown.
 *
 * @param asked what LaunchDarkly said when it was asked just now
 * @param askable what LaunchDarkly can be asked about somebody of whom nothing is known
 */
record StoryView(String slug, Story story, Optional<Asked> asked, List<Askable> askable) {

    StoryView {
        askable = List.copyOf(askable);
    }

    /** What LaunchDarkly said just now; nothing when it did not say, then the error tells why. */
    record Asked(String segmentId, String connectionId, Optional<Boolean> isMember, Optional<ShownError> error) {}

    /** LaunchDarkly's word on this place, when it was just asked. */
    public Optional<Asked> askedOf(Chapter chapter, Place place) {
        return asked.filter(asked -> asked.segmentId().equals(chapter.segmentId())
                && asked.connectionId().equals(place.connectionId()));
    }

    /** LaunchDarkly says otherwise than what it confirmed, and no run is to change that. */
    public boolean isOtherThan(Place place, Asked word) {
        Standing.State ours = place.standing().state();
        return word.isMember()
                .map(isMember -> isMember
                        ? ours == Standing.State.OUT || ours == Standing.State.ENTERING
                        : ours == Standing.State.IN || ours == Standing.State.LEAVING)
                .orElse(false);
    }
}
