/** Flags and what is chosen of them, in the REST API. */
@NullMarked
package io.segue.flags.rest;

import org.jspecify.annotations.NullMarked;
