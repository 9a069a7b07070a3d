package io.segue.sync.quarantine;

import io.segue.segment.BlankIds;
import io.segue.segment.KeylessMembers;
import io.segue.segment.SegmentSummary;
import java.util.List;
import java.util.Optional;

/**
 * Who of one segment is sent to no LaunchDarkly, though it refused nobody: members without a key, and items without an id.
 *
 * @param further where members without a key are looked for further
 * @param older where the list of deliveries goes on
 */
record LeftOut(
        SegmentSummary segment,
        List<KeylessMembers.Keyless> members,
        Optional<String> further,
        List<BlankIds.Delivery> deliveries,
        Optional<String> older,
        BlankIds.Count blanks) {

    LeftOut {
        members = List.copyOf(members);
        deliveries = List.copyOf(deliveries);
    }

    public String name() {
        return segment.name();
    }

    /** The field that holds the key; empty when it is the id, which no member is without. */
    public Optional<String> keyField() {
        return segment.keyField().filter(field -> !field.equals("id"));
    }
}
