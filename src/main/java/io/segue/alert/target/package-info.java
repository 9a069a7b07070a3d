/** Whom a tenant's alerts go to. */
@NullMarked
package io.segue.alert.target;

import org.jspecify.annotations.NullMarked;
