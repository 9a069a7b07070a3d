package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.change;

import io.segue.configuration.document.ConnectionEntry;
import io.segue.configuration.plan.Step.Action;
import io.segue.connection.ConnectionSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans connections: they are found, or given other names. None is made: a document holds no token. */
record ConnectionPlanner(Present present, Draft draft) {

    /** Returns the connections by the names that they will have. */
    Map<String, ConnectionSummary> plan(List<ConnectionEntry> wanted) {
        Map<String, ConnectionSummary> named = new HashMap<>();
        present.connections().forEach(connection -> named.put(connection.name(), connection));
        Set<String> names = wanted.stream().map(ConnectionEntry::name).collect(Collectors.toSet());
        for (ConnectionEntry entry : wanted) {
            ConnectionSummary sameName = named.get(entry.name());
            if (sameName != null) {
                requireSameEnvironment(entry, sameName);
            } else {
                withAnotherName(entry, names)
                        .ifPresentOrElse(found -> rename(entry, found, named), () -> hinder(entry));
            }
        }
        return named;
    }

    private void requireSameEnvironment(ConnectionEntry entry, ConnectionSummary found) {
        boolean isOther = entry.clientSideId()
                        .filter(id -> !id.equals(found.clientSideId()))
                        .isPresent()
                || entry.region().filter(region -> region != found.region()).isPresent();
        if (isOther) {
            draft.hinder(
                    entry.at(),
                    "The connection \"" + entry.name() + "\" is to another environment of LaunchDarkly ("
                            + found.clientSideId() + "). A connection keeps its environment: make another one, or"
                            + " leave clientSideId and region out to take it as it is.");
        }
    }

    private Optional<ConnectionSummary> withAnotherName(ConnectionEntry entry, Set<String> names) {
        List<ConnectionSummary> found = present.connections().stream()
                .filter(connection -> entry.clientSideId()
                        .filter(connection.clientSideId()::equals)
                        .isPresent())
                .filter(connection -> !names.contains(connection.name()))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private void rename(ConnectionEntry entry, ConnectionSummary found, Map<String, ConnectionSummary> named) {
        draft.add(
                Action.CHANGE,
                "connection \"" + found.name() + "\"",
                entry.at(),
                List.of(change("name", found.name(), entry.name())),
                Optional.empty(),
                List.of(),
                means -> means.rename(found.id(), entry.name()));
        named.remove(found.name());
        named.put(entry.name(), found);
    }

    private void hinder(ConnectionEntry entry) {
        draft.hinder(
                entry.at(),
                "There is no connection \"" + entry.name() + "\", and a document cannot make one: it holds no access"
                        + " token. An editor makes it under Connections, or with POST /api/v1/connections, first.");
    }
}
