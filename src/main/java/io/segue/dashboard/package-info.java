/** Pages that look across the rooms: overview, set up, support's tenants. */
@NullMarked
package io.segue.dashboard;

import org.jspecify.annotations.NullMarked;
