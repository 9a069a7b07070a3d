/** The pages of erasures: asking for one, its progress, its proof. */
@NullMarked
package io.segue.erasure.page;

import org.jspecify.annotations.NullMarked;
