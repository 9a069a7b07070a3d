/** Who is told what is wrong, and how: the words that all of it shares. */
@NullMarked
package io.segue.alert;

import org.jspecify.annotations.NullMarked;
