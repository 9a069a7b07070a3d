/** What we believed of LaunchDarkly and no longer do: the next run asserts it again. */
@NullMarked
package io.segue.sync.doubt;

import org.jspecify.annotations.NullMarked;
