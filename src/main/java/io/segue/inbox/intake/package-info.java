/** Takes a genuine call in: stored before it is answered, duplicates and conflicts told apart. */
@NullMarked
package io.segue.inbox.intake;

import org.jspecify.annotations.NullMarked;
