/** What the next run would do, before it does it: counts, keys, calls. */
@NullMarked
package io.segue.sync.preview;

import org.jspecify.annotations.NullMarked;
