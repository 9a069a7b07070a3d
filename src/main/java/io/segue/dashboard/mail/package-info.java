/** Mails to people: that they are invited, that what they asked for is enabled. */
@NullMarked
package io.segue.dashboard.mail;

import org.jspecify.annotations.NullMarked;
