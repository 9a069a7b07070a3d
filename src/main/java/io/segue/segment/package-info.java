/** Segments and their members: the store, its order of changes, set differences. */
@NullMarked
package io.segue.segment;

import org.jspecify.annotations.NullMarked;
