/** Removals that are many at once wait for a person: the rule, what waits, and what was decided. */
@NullMarked
package io.segue.sync.hold;

import org.jspecify.annotations.NullMarked;
