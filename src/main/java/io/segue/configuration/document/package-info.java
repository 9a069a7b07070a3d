/** A tenant's configuration as a document: read with the line of every fault, and written. */
@NullMarked
package io.segue.configuration.document;

import org.jspecify.annotations.NullMarked;
