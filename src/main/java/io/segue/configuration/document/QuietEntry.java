package io.segue.configuration.document;

import io.segue.alert.rule.QuietHours;
import java.util.Optional;

/** When warnings wait each day; empty: never. */
public record QuietEntry(Spot at, Optional<QuietHours> hours) {}
