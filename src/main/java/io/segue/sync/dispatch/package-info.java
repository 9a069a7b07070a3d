/** Gives what is due to a bounded number of runs at once, fairly between tenants. */
@NullMarked
package io.segue.sync.dispatch;

import org.jspecify.annotations.NullMarked;
