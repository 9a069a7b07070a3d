/** The overview: is everything all right, what needs whom, and what moved in the last days. */
@NullMarked
package io.segue.dashboard.overview;

import org.jspecify.annotations.NullMarked;
