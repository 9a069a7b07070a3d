/** A PostgreSQL that runs beside Segue where none is named: for trying it, for tests, for one machine. */
@NullMarked
package io.segue.platform.embedded;

import org.jspecify.annotations.NullMarked;
