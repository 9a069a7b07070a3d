/** This process as one of several that share a database, and how the others learn of it. */
@NullMarked
package io.segue.platform.node;

import org.jspecify.annotations.NullMarked;
