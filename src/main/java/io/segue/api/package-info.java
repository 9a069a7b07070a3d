/** The frame around the REST API: tokens, problem+json, OpenAPI. */
@NullMarked
package io.segue.api;

import org.jspecify.annotations.NullMarked;
