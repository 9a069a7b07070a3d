/** How long runs and their calls are kept. */
@NullMarked
package io.segue.sync.retention;

import org.jspecify.annotations.NullMarked;
