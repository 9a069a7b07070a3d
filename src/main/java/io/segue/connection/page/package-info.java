/** Connections, for people: add, look, check, replace the token. */
@NullMarked
package io.segue.connection.page;

import org.jspecify.annotations.NullMarked;
