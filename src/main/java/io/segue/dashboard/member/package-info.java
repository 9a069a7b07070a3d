/** The story of one person: in or out of each segment, where, since when, and why. */
@NullMarked
package io.segue.dashboard.member;

import org.jspecify.annotations.NullMarked;
