/** What stands before every webhook: limits on size, calls under way and failed calls of a caller. */
@NullMarked
package io.segue.web.gate;

import org.jspecify.annotations.NullMarked;
