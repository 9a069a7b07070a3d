/** How rows that are kept for a while only go again: a few at a time, or a whole day at once. */
@NullMarked
package io.segue.platform.retention;

import org.jspecify.annotations.NullMarked;
