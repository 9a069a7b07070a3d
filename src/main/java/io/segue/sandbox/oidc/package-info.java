/** A small OIDC server for dev mode and tests: whoever asks chooses whom to be. */
@NullMarked
package io.segue.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
