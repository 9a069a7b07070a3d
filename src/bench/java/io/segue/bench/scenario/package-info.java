/** What is done to the subjects, and what is written down. */
@NullMarked
package io.segue.bench.scenario;

import org.jspecify.annotations.NullMarked;
