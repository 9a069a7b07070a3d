/** What must be sent: the keys that should be held against those that are. */
@NullMarked
package io.segue.sync.difference;

import org.jspecify.annotations.NullMarked;
