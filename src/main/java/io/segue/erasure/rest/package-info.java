/** Erasures in the REST API. */
@NullMarked
package io.segue.erasure.rest;

import org.jspecify.annotations.NullMarked;
