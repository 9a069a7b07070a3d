/** Hooks and the durable log of deliveries: duplicates, conflicts, late pages, applying. */
@NullMarked
package io.segue.inbox;

import org.jspecify.annotations.NullMarked;
