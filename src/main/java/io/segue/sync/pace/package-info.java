/** How fast a run may go: the window of calls, our own waits, and what LaunchDarkly asks of a token. */
@NullMarked
package io.segue.sync.pace;

import org.jspecify.annotations.NullMarked;
