/** Carries notices to their targets, again and again until they are there or given up. */
@NullMarked
package io.segue.alert.send;

import org.jspecify.annotations.NullMarked;
