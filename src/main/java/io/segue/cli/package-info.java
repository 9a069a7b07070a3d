/** The command-line client: speaks to the REST API of a running Segue, and starts nothing of it. */
@NullMarked
package io.segue.cli;

import org.jspecify.annotations.NullMarked;
