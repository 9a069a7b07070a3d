/** The page Alerts. */
@NullMarked
package io.segue.alert.page;

import org.jspecify.annotations.NullMarked;
