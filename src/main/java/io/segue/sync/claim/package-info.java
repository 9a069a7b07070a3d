/** Who may run a sync now: the due table, the lease and the fence. */
@NullMarked
package io.segue.sync.claim;

import org.jspecify.annotations.NullMarked;
