/** What operators see of syncs and runs. */
@NullMarked
package io.segue.sync.observe;

import org.jspecify.annotations.NullMarked;
