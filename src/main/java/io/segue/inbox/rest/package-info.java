/** The inbox, for pipelines. */
@NullMarked
package io.segue.inbox.rest;

import org.jspecify.annotations.NullMarked;
