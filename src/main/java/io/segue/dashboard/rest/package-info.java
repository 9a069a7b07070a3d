/** People, invitations, API tokens and the audit log in the REST API. */
@NullMarked
package io.segue.dashboard.rest;

import org.jspecify.annotations.NullMarked;
