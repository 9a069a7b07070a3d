/** How the size of a segment in LaunchDarkly moved: reckoned back from its runs. */
@NullMarked
package io.segue.sync.size;

import org.jspecify.annotations.NullMarked;
