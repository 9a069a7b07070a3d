package io.segue.configuration.document;

import java.util.Optional;

/** What holds for the whole tenant. */
public record SettingsEntry(
        Spot at,
        Optional<Integer> signatureWindowSeconds,
        Optional<RemovalsEntry> removals,
        Optional<NewSegmentsEntry> newSegments) {

    public static final SettingsEntry NONE =
            new SettingsEntry(Spot.NOWHERE, Optional.empty(), Optional.empty(), Optional.empty());
}
