/** The port to what rooms keep of single people of a tenant's customers. */
@NullMarked
package io.segue.tenant.trace;

import org.jspecify.annotations.NullMarked;
