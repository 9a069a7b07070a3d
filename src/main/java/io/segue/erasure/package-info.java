/** Erasing a person: out of every LaunchDarkly segment, out of the store and the log, blocked from coming back, with a proof. */
@NullMarked
package io.segue.erasure;

import org.jspecify.annotations.NullMarked;
