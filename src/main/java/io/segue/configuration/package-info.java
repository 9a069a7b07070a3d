/** Configuration as code: a tenant's configuration exported, planned and applied. */
@NullMarked
package io.segue.configuration;

import org.jspecify.annotations.NullMarked;
