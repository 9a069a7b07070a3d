/** Carries out the orders to write flag values to Heap: claims, evaluation, journal, calls, retry. */
@NullMarked
package io.segue.flags.engine;

import org.jspecify.annotations.NullMarked;
