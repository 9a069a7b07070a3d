/** The frame around pages: layout, error answers, template extensions, headers. */
@NullMarked
package io.segue.web;

import org.jspecify.annotations.NullMarked;
