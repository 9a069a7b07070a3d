package io.segue.sync.preview;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a run would do now.
 *
 * @param held removals that would wait for a person instead; part of the removes
 * @param quarantined additions that would be left out, since LaunchDarkly refused them within a day; no part of the adds
 * @param isOrdered whether there is a sync at all
 * @param calls to LaunchDarkly, when it takes them all
 */
@Schema(name = "Preview", description = "What a run would do now.")
public record Preview(
        long adds,
        long removes,
        long held,
        long quarantined,
        long calls,
        List<String> someAdds,
        List<String> someRemoves,
        boolean isOrdered) {

    public Preview {
        someAdds = List.copyOf(someAdds);
        someRemoves = List.copyOf(someRemoves);
    }

    public boolean isNothing() {
        return adds + removes == 0;
    }
}
