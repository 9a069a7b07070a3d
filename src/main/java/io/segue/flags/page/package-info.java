/** The pages "Flags to Heap". */
@NullMarked
package io.segue.flags.page;

import org.jspecify.annotations.NullMarked;
