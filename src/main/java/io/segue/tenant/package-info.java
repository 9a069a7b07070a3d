/** Tenants, people and roles: who is asking, for which tenant, with what right. */
@NullMarked
package io.segue.tenant;

import org.jspecify.annotations.NullMarked;
