/** What operators see of the inbox. */
@NullMarked
package io.segue.inbox.observe;

import org.jspecify.annotations.NullMarked;
