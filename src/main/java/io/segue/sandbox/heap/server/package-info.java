/** The imitation of Heap's server-side API: events and user properties, with its limits. */
@NullMarked
package io.segue.sandbox.heap.server;

import org.jspecify.annotations.NullMarked;
