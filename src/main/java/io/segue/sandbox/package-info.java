/** The imitation Heap and LaunchDarkly, for trying and testing; absent from production builds. */
@NullMarked
package io.segue.sandbox;

import org.jspecify.annotations.NullMarked;
