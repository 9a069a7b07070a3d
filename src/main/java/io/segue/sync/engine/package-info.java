/** How a run is carried out: claim, difference, journal, calls, confirmation. */
@NullMarked
package io.segue.sync.engine;

import org.jspecify.annotations.NullMarked;
