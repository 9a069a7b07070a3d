/** Hands mails to the mail server. */
@NullMarked
package io.segue.platform.mail;

import org.jspecify.annotations.NullMarked;
