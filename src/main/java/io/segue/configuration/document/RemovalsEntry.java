package io.segue.configuration.document;

import io.segue.sync.hold.HoldPolicy;
import java.util.Optional;

/**
 * When removals are held.
 *
 * @param policy empty: as the tenant's default says, for a segment only
 */
public record RemovalsEntry(Spot at, Optional<HoldPolicy> policy) {}
