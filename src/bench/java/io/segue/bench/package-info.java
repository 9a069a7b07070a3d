/** The benchmark of docs/performance.md: a program, never part of the product's jar. */
@NullMarked
package io.segue.bench;

import org.jspecify.annotations.NullMarked;
