/** A tenant's link to one LaunchDarkly environment: credentials and their checks. */
@NullMarked
package io.segue.connection;

import org.jspecify.annotations.NullMarked;
