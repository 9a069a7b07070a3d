/** A tenant's row as the lock of what has a version. */
@NullMarked
package io.segue.tenant.row;

import org.jspecify.annotations.NullMarked;
