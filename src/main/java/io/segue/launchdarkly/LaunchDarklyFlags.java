package io.segue.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.flags.Flag;
import io.segue.flags.FlagSource;
import io.segue.launchdarkly.Account.FlagInEnvironment;
import io.segue.launchdarkly.Account.FlagPage;
import io.segue.launchdarkly.Account.FlagView;
import io.segue.launchdarkly.Account.Links;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a project, page by page.
 *
 * @see <a href="https://launchdarkly.com/docs/api/feature-flags/list-feature-flags">the API's page</a>
 */
@ApplicationScoped
class LaunchDarklyFlags implements FlagSource {

    private static final String FLAGS = "/api/v2/flags/";
    private static final int MOST_CALLS = 40;

    private final AccountClient client;

    LaunchDarklyFlags(AccountClient client) {
        this.client = client;
    }

    @Override
    public Found read(String projectKey, String environmentKey, Secret accessToken) {
        List<Flag> found = new ArrayList<>();
        // Of each flag no more than its values: its rules may be megabytes.
        Optional<String> next = Optional.of(FLAGS + SegmentPaths.encoded(projectKey) + "?env="
                + SegmentPaths.encoded(environmentKey) + "&summary=1&limit=100");
        for (int calls = 0; next.isPresent() && calls < MOST_CALLS; calls++) {
            FlagPage page = client.get(next.get(), accessToken, FlagPage.class);
            usable(page.items()).map(flag -> flag(flag, environmentKey)).forEach(found::add);
            next = next(page.links(), next.get());
        }
        return new Found(found, next.isEmpty());
    }

    private static Stream<FlagView> usable(@Nullable List<FlagView> items) {
        return items == null
                ? Stream.empty()
                : items.stream().filter(flag -> !flag.archived() && flag.key() != null && Flag.isKey(flag.key()));
    }

    private static Flag flag(FlagView flag, String environmentKey) {
        String key = Objects.requireNonNull(flag.key());
        List<JsonNode> values = flag.variations() == null
                ? List.of()
                : flag.variations().stream()
                        .map(Account.Variation::value)
                        .filter(Objects::nonNull)
                        .toList();
        boolean inBrowsers = flag.clientSideAvailability() != null
                && flag.clientSideAvailability().usingEnvironmentId();
        Map<String, FlagInEnvironment> environments = flag.environments();
        Optional<Boolean> isOn = Optional.ofNullable(environments)
                .map(all -> all.get(environmentKey))
                .map(FlagInEnvironment::on);
        return new Flag(key, text(flag.name(), key), text(flag.description(), ""), values, inBrowsers, isOn);
    }

    /** Only a path of the same API: the token goes nowhere else. */
    private static Optional<String> next(@Nullable Links links, String from) {
        if (links == null || links.next() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(links.next().href())
                .filter(href -> href.startsWith(FLAGS) && !href.contains("..") && !href.equals(from));
    }

    private static String text(@Nullable String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }
}
