/** How often one token may call the REST API. */
@NullMarked
package io.segue.api.limit;

import org.jspecify.annotations.NullMarked;
