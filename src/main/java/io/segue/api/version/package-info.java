/** Versions of single resources in the REST API: ETag out, If-Match in. */
@NullMarked
package io.segue.api.version;

import org.jspecify.annotations.NullMarked;
