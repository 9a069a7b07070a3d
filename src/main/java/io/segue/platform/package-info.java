/** Clock, sealed secrets, database roles, opaque ids: what every room stands on, without a word of the product. */
@NullMarked
package io.segue.platform;

import org.jspecify.annotations.NullMarked;
