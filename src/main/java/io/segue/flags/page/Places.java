package io.segue.flags.page;

import io.segue.connection.ConnectionSummary;
import java.util.List;

/** The connections of a tenant, and the one that a page is about. */
public record Places(List<ConnectionSummary> all, ConnectionSummary chosen) {

    public Places {
        all = List.copyOf(all);
    }
}
