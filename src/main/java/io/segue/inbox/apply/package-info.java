/** Brings stored deliveries into the segments, in order, each exactly once. */
@NullMarked
package io.segue.inbox.apply;

import org.jspecify.annotations.NullMarked;
