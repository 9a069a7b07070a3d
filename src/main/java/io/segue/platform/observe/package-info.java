/** What operators look at: figures that are read now and then, and whether what we stand on is there. */
@NullMarked
package io.segue.platform.observe;

import org.jspecify.annotations.NullMarked;
