/** Changes the packaged jar's bytecode as it is loaded, in a process of a test: places that can end it, and rules broken. */
@NullMarked
package io.segue.kill.agent;

import org.jspecify.annotations.NullMarked;
