/** The webhook of a tenant: its URL, its secrets, what was seen of its calls. */
@NullMarked
package io.segue.inbox.hook;

import org.jspecify.annotations.NullMarked;
