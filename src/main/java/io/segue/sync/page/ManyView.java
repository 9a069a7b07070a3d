package io.segue.sync.page;

import io.segue.segment.SegmentSummary;
import io.segue.sync.page.SegmentViews.Place;
import java.util.List;
import java.util.Optional;

/**
 * What turning many segments on or off would do.
 *
 * @param place where to turn them on, or off
 * @param turning those that would change
 * @param unlooked those for which nobody chose the field that holds the key
 * @param done those that are as wished already
 */
record ManyView(
        String slug,
        boolean isOn,
        List<Place> places,
        Optional<Place> place,
        List<Chosen> turning,
        List<Unlooked> unlooked,
        List<Chosen> done) {

    /**
     * A segment by its opaque id.
     *
     * @param held how many members LaunchDarkly holds of it in that place
     */
    record Chosen(String id, SegmentSummary segment, long held) {}

    /**
     * A segment whose ids a person has to compare with LaunchDarkly's keys first.
     *
     * @param samples a few of its ids
     * @param hasMoreFields then one of these may hold the key instead
     */
    record Unlooked(Chosen chosen, List<String> samples, boolean hasMoreFields) {

        Unlooked {
            samples = List.copyOf(samples);
        }
    }

    public long unlookedMembers() {
        return unlooked.stream()
                .mapToLong(one -> one.chosen().segment().members())
                .sum();
    }

    public long members() {
        return turning.stream().mapToLong(chosen -> chosen.segment().members()).sum();
    }

    public long held() {
        return turning.stream().mapToLong(Chosen::held).sum();
    }

    public long chosen() {
        return (long) turning.size() + unlooked.size() + done.size();
    }

    public String to() {
        return isOn ? "on" : "off";
    }
}
