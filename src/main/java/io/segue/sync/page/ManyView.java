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
 * @param unlooked those that have more fields than the id, and nobody chose which one holds the key
 * @param done those that are as wished already
 */
record ManyView(
        String slug,
        boolean isOn,
        List<Place> places,
        Optional<Place> place,
        List<Chosen> turning,
        List<Chosen> unlooked,
        List<Chosen> done) {

    /**
     * A segment by its opaque id.
     *
     * @param held how many members LaunchDarkly holds of it in that place
     */
    record Chosen(String id, SegmentSummary segment, long held) {}

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
