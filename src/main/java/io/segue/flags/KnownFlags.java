package io.segue.flags;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The flags of a connection's environment, remembered for a minute: a page that is loaded again costs no call. */
@ApplicationScoped
public class KnownFlags {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_FLAGS_REMEMBERED = 50_000;

    private final FlagSource source;
    private final Connections connections;
    private final Clock clock;
    private final Cache<Place, Read> known;

    KnownFlags(FlagSource source, Connections connections, Clock clock) {
        this.source = source;
        this.connections = connections;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumWeight(MOST_FLAGS_REMEMBERED)
                .weigher((Place place, Read read) -> 1 + read.flags().size())
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** A token that was replaced may see other flags. */
    private record Place(long tenant, long connection, int tokenVersion) {}

    /**
     * What was read, or why not.
     *
     * @param flags by name
     * @param isWhole false when the environment has more
     * @param problem empty when all went well
     */
    public record Read(List<Flag> flags, boolean isWhole, Instant at, Optional<Problem> problem) {

        public Read {
            flags = List.copyOf(flags);
        }

        /** Those whose name or key contains this, however it is written. */
        public List<Flag> named(String part) {
            String sought = part.strip().toLowerCase(Locale.ROOT);
            return flags.stream()
                    .filter(flag -> (flag.name() + " " + flag.key())
                            .toLowerCase(Locale.ROOT)
                            .contains(sought))
                    .toList();
        }

        public Optional<Flag> find(String key) {
            return flags.stream().filter(flag -> flag.key().equals(key)).findFirst();
        }
    }

    /**
     * Why flags cannot be read.
     *
     * @param needsRights whether the token lacks the right to see the project
     */
    public record Problem(ShownError error, boolean needsRights) {}

    /** Never fails: what went wrong is told. */
    public Read of(long tenant, ConnectionSummary connection) {
        Optional<ConnectionAccess> access = connections.open(tenant, connection.number());
        Optional<String> project = connection.projectKey();
        Optional<String> environment = connection.environmentKey();
        if (access.isEmpty()) {
            return failed(ErrorCode.MISSING, "The connection was removed.", false);
        }
        if (project.isEmpty() || environment.isEmpty()) {
            return failed(
                    ErrorCode.CANNOT_BE_USED,
                    "The project of this environment is not known: the connection was not checked yet, or its token may"
                            + " not see projects.",
                    true);
        }
        Place place = new Place(tenant, connection.number(), access.get().tokenVersion());
        Read remembered = known.getIfPresent(place);
        if (remembered != null) {
            return remembered;
        }
        Read read = read(project.get(), environment.get(), access.get());
        if (read.problem().isEmpty()) {
            known.put(place, read);
        }
        return read;
    }

    /** The next look asks LaunchDarkly. */
    public void forget(long tenant, long connection) {
        known.asMap().keySet().removeIf(place -> place.tenant() == tenant && place.connection() == connection);
    }

    private Read read(String project, String environment, ConnectionAccess access) {
        try {
            FlagSource.Found found = source.read(project, environment, access.accessToken());
            List<Flag> byName = found.flags().stream()
                    .sorted(Comparator.comparing((Flag flag) -> flag.name().toLowerCase(Locale.ROOT))
                            .thenComparing(Flag::key))
                    .toList();
            return new Read(byName, found.isWhole(), clock.instant(), Optional.empty());
        } catch (VendorException e) {
            return failed(e.failure());
        }
    }

    private Read failed(VendorFailure failure) {
        return switch (failure.kind()) {
            case CREDENTIALS_REFUSED ->
                failure.status() == 401
                        ? failed(
                                ErrorCode.CREDENTIALS_REFUSED,
                                "LaunchDarkly did not recognise the access token (401). An editor gives the connection"
                                        + " another one.",
                                false)
                        : failed(
                                ErrorCode.CANNOT_BE_USED,
                                "The access token may not read flags (" + failure.status() + ").",
                                true);
            case NOT_FOUND ->
                failed(ErrorCode.CANNOT_BE_USED, "LaunchDarkly shows this token no such project (404).", true);
            case REJECTED, CONFLICT, RATE_LIMITED, UNAVAILABLE ->
                failed(ErrorCode.LAUNCHDARKLY_SILENT, failure.message(), false);
        };
    }

    private Read failed(ErrorCode error, String message, boolean needsRights) {
        return new Read(
                List.of(),
                false,
                clock.instant(),
                Optional.of(new Problem(new ShownError(error, message), needsRights)));
    }
}
