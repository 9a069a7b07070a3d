/** Reading stored deliveries once more, on a person's word: through the same order of words as when they came. */
@NullMarked
package io.segue.inbox.replay;

import org.jspecify.annotations.NullMarked;
