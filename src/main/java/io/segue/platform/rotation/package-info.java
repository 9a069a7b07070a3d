/** Changing the master key while everything runs: what lies sealed, and sealing it again. */
@NullMarked
package io.segue.platform.rotation;

import org.jspecify.annotations.NullMarked;
