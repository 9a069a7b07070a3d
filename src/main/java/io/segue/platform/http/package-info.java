/** How vendors are called: one time limit over a whole call, a cap on the answer, no redirects. */
@NullMarked
package io.segue.platform.http;

import org.jspecify.annotations.NullMarked;
