/** What is told, to whom, and what became of it. */
@NullMarked
package io.segue.alert.notice;

import org.jspecify.annotations.NullMarked;
