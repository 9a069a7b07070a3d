/** What other rooms do with a connection, and what they have put into its environment. */
@NullMarked
package io.segue.connection.use;

import org.jspecify.annotations.NullMarked;
