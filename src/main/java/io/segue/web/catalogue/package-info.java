/** The error catalogue: each code, what it means, who must act, and how. */
@NullMarked
package io.segue.web.catalogue;

import org.jspecify.annotations.NullMarked;
