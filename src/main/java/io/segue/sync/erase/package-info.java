/** What an erasure asks of the syncs: keys that LaunchDarkly must let go, and records that must forget. */
@NullMarked
package io.segue.sync.erase;

import org.jspecify.annotations.NullMarked;
