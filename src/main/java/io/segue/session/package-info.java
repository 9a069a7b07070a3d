/** Sessions of signed-in people, kept on the server: begun, used, renewed, ended. */
@NullMarked
package io.segue.session;

import org.jspecify.annotations.NullMarked;
