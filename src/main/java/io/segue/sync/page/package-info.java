/** Segments, their syncs and runs, for people. */
@NullMarked
package io.segue.sync.page;

import org.jspecify.annotations.NullMarked;
