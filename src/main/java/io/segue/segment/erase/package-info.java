/** Takes people out of the store for good. */
@NullMarked
package io.segue.segment.erase;

import org.jspecify.annotations.NullMarked;
