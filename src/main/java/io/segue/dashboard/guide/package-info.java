/** The REST API as a page, made from its own description. */
@NullMarked
package io.segue.dashboard.guide;

import org.jspecify.annotations.NullMarked;
