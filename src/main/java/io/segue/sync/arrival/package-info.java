/** Segments that Heap sends for the first time: what a tenant wants done with them, and doing it. */
@NullMarked
package io.segue.sync.arrival;

import org.jspecify.annotations.NullMarked;
