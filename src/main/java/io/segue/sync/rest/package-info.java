/** Segments and runs for pipelines. */
@NullMarked
package io.segue.sync.rest;

import org.jspecify.annotations.NullMarked;
