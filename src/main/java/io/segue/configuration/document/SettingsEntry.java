package io.segue.configuration.document;

import java.util.Optional;

/** What holds for the whole tenant. */
public record SettingsEntry(Spot at, Optional<Integer> signatureWindowSeconds, Optional<RemovalsEntry> removals) {

    public static final SettingsEntry NONE = new SettingsEntry(Spot.NOWHERE, Optional.empty(), Optional.empty());
}
