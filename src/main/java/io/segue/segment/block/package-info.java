/** Who was erased and may not come back: keyed hashes of their values, and nothing else. */
@NullMarked
package io.segue.segment.block;

import org.jspecify.annotations.NullMarked;
