/** How the installation itself is: its nodes, what waits, its schedules, its versions. */
@NullMarked
package io.segue.dashboard.system;

import org.jspecify.annotations.NullMarked;
