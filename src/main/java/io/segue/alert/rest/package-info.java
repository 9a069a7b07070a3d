/** Alerts in the REST API. */
@NullMarked
package io.segue.alert.rest;

import org.jspecify.annotations.NullMarked;
