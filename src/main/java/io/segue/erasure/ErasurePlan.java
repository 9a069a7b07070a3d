package io.segue.erasure;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the erasure of a person would be, before it is.
 *
 * @param segments in so many segments the members are
 * @param places LaunchDarkly is told in so many
 */
@Schema(name = "ErasurePlan", description = "What the erasure of a person would be, before it is.")
public record ErasurePlan(String sought, List<Identifier> identifiers, long members, long segments, long places) {

    public ErasurePlan {
        identifiers = List.copyOf(identifiers);
    }

    /**
     * A value by which the person may be known.
     *
     * @param others so many members with other Heap ids have it as their key
     * @param isSure whether it is nobody else's, as far as Heap told
     */
    @Schema(name = "Identifier", description = "A value by which the person may be known.")
    public record Identifier(String value, long others, boolean isSure) {}

    public boolean isKnown() {
        return members > 0;
    }
}
