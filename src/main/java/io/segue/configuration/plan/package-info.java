/** What has to be done so that a tenant becomes as a document says: decided from data in hand, and shown before it is done. */
@NullMarked
package io.segue.configuration.plan;

import org.jspecify.annotations.NullMarked;
