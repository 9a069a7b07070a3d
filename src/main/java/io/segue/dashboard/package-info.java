/** Pages that look across the rooms: front page, requests, people, API tokens. */
@NullMarked
package io.segue.dashboard;

import org.jspecify.annotations.NullMarked;
