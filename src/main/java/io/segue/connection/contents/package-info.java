/** What the vendor itself says of the segments that we fill. */
@NullMarked
package io.segue.connection.contents;

import org.jspecify.annotations.NullMarked;
