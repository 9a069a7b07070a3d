/** Notices when LaunchDarkly lost a segment, and has it sent whole again. */
@NullMarked
package io.segue.sync.watch;

import org.jspecify.annotations.NullMarked;
