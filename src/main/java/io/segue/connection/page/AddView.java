package io.segue.connection.page;

import io.segue.connection.Region;
import io.segue.connection.TargetEnvironment;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import java.util.Optional;

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
        Optional<ShownError> error) {

    static AddView empty() {
        return new AddView("", "", "", "", "", List.of(), Optional.empty());
    }

    public boolean hasError() {
        return error.isPresent();
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
