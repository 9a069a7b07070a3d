/** Takes people out of the kept bodies of deliveries. */
@NullMarked
package io.segue.inbox.erase;

import org.jspecify.annotations.NullMarked;
