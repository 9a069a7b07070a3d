/** The audit log as a page and as a file. */
@NullMarked
package io.segue.audit.page;

import org.jspecify.annotations.NullMarked;
