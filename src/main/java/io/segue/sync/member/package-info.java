/** What the syncs of a segment know of one key: held or not, quarantined, sent with which calls. */
@NullMarked
package io.segue.sync.member;

import org.jspecify.annotations.NullMarked;
