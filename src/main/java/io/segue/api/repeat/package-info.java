/** Calls of the REST API that are made again: carried out once, answered the same. */
@NullMarked
package io.segue.api.repeat;

import org.jspecify.annotations.NullMarked;
