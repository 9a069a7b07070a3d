/** Support's pages: all tenants, and the few things that support does with them. */
@NullMarked
package io.segue.dashboard.support;

import org.jspecify.annotations.NullMarked;
