/** The script that reports flag values to Heap from a customer's pages, as Segue serves it. */
@NullMarked
package io.segue.flags.reporter;

import org.jspecify.annotations.NullMarked;
