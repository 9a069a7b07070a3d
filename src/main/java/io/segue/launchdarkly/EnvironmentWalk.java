package io.segue.launchdarkly;

import io.segue.connection.TargetEnvironment;
import io.segue.launchdarkly.Account.Environment;
import io.segue.launchdarkly.Account.EnvironmentPage;
import io.segue.launchdarkly.Account.Links;
import io.segue.launchdarkly.Account.Project;
import io.segue.launchdarkly.Account.ProjectPage;
import io.segue.platform.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks over all environments that a token can see, page by page, and no further than is reasonable. */
class EnvironmentWalk {

    private static final String START = "/api/v2/projects?expand=environments&limit=100";
    private static final String PROJECTS = "/api/v2/projects";
    private static final int MOST_CALLS = 40;

    private final AccountClient client;
    private final Secret token;
    private int calls;
    private int seen;

    EnvironmentWalk(AccountClient client, Secret token) {
        this.client = client;
        this.token = token;
    }

    List<TargetEnvironment> all() {
        List<TargetEnvironment> found = new ArrayList<>();
        visit(environment -> {
            found.add(environment);
            return false;
        });
        return found;
    }

    /** Stops at the one that is looked for. */
    Optional<TargetEnvironment> find(String clientSideId) {
        return visit(environment -> environment.clientSideId().equals(clientSideId));
    }

    boolean hasSeenNothing() {
        return seen == 0;
    }

    /** True when the walk ended before it had seen everything. */
    boolean isCutShort() {
        return calls >= MOST_CALLS;
    }

    private Optional<TargetEnvironment> visit(Predicate<TargetEnvironment> isWanted) {
        Optional<String> next = Optional.of(START);
        while (next.isPresent() && calls < MOST_CALLS) {
            calls++;
            ProjectPage page = client.get(next.get(), token, ProjectPage.class);
            for (Project project : orEmpty(page.items())) {
                Optional<TargetEnvironment> wanted = visit(project, isWanted);
                if (wanted.isPresent()) {
                    return wanted;
                }
            }
            next = next(page.links(), next.get());
        }
        return Optional.empty();
    }

    private Optional<TargetEnvironment> visit(Project project, Predicate<TargetEnvironment> isWanted) {
        EnvironmentPage page = project.environments();
        String at = "";
        while (page != null) {
            for (Environment environment : orEmpty(page.items())) {
                seen++;
                TargetEnvironment candidate = environment(project, environment);
                if (!candidate.clientSideId().isEmpty() && isWanted.test(candidate)) {
                    return Optional.of(candidate);
                }
            }
            Optional<String> next = next(page.links(), at);
            if (next.isEmpty() || calls >= MOST_CALLS) {
                break;
            }
            calls++;
            at = next.get();
            page = client.get(at, token, EnvironmentPage.class);
        }
        return Optional.empty();
    }

    /** Only a path of the same API: the token goes nowhere else. */
    private static Optional<String> next(@Nullable Links links, String from) {
        if (links == null || links.next() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(links.next().href())
                .filter(href -> href.startsWith(PROJECTS) && !href.contains("..") && !href.equals(from));
    }

    private static TargetEnvironment environment(Project project, Environment environment) {
        String projectKey = text(project.key(), "");
        String key = text(environment.key(), "");
        return new TargetEnvironment(
                projectKey,
                text(project.name(), projectKey),
                key,
                text(environment.name(), key),
                text(environment.id(), ""));
    }

    private static String text(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> items) {
        return items == null ? List.of() : items;
    }
}
