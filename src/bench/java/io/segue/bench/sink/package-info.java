/** The imitation LaunchDarkly of the benchmark: its own process, strict about what it is sent. */
@NullMarked
package io.segue.bench.sink;

import org.jspecify.annotations.NullMarked;
