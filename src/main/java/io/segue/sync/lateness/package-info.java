/** When Heap goes silent: noticed, told once, and told once more when it is back. */
@NullMarked
package io.segue.sync.lateness;

import org.jspecify.annotations.NullMarked;
