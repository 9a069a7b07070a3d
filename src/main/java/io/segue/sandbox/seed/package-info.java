/** Fills the product through its own doors at the first start of a sandbox. */
@NullMarked
package io.segue.sandbox.seed;

import org.jspecify.annotations.NullMarked;
