package io.segue.connection.page;

import io.segue.connection.Region;
import io.segue.connection.TargetEnvironment;
import java.util.List;

/**
 * The form to add a connection, as far as it is filled.
 *
 * @param draft the token pasted before, sealed; empty when there is none
 */
public record AddView(
        String name,
        String clientSideId,
        String environment,
        String draft,
        String tokenLastFour,
        List<TargetEnvironment> environments,
        String error) {

    static AddView empty() {
        return new AddView("", "", "", "", "", List.of(), "");
    }

    public boolean hasError() {
        return !error.isEmpty();
    }

    public boolean hasToken() {
        return !draft.isEmpty();
    }

    public boolean hasEnvironments() {
        return !environments.isEmpty();
    }

    public List<Region> regions() {
        return List.of(Region.values());
    }
}
