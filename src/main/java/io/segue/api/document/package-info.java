/** The API's description: completed when the application is built, shown as a page. */
@NullMarked
package io.segue.api.document;

import org.jspecify.annotations.NullMarked;
