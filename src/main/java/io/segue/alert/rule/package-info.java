/** Of what a tenant is told, from when on, and when warnings wait. */
@NullMarked
package io.segue.alert.rule;

import org.jspecify.annotations.NullMarked;
