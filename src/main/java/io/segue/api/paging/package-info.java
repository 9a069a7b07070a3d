/** Lists of the REST API piece by piece: a cursor in, a piece and the next cursor out. */
@NullMarked
package io.segue.api.paging;

import org.jspecify.annotations.NullMarked;
