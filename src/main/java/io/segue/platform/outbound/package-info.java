/** Calls to addresses that a tenant names: checked where they really go. */
@NullMarked
package io.segue.platform.outbound;

import org.jspecify.annotations.NullMarked;
