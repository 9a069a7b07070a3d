/** The inbox, for people. */
@NullMarked
package io.segue.inbox.page;

import org.jspecify.annotations.NullMarked;
