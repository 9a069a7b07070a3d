package io.segue.web;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** Where the reader's clock hangs: the browser says it with a cookie of ours; UTC until it did, and without a request. */
@ApplicationScoped
@Named("zones")
public class Zones {

    static final String COOKIE = "segue-zone";

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Names only: an offset would be wrong for half of the year. */
    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private final CurrentVertxRequest requests;
    private final Clock clock;

    Zones(CurrentVertxRequest requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** What the reader's clock says. */
    public ZonedDateTime now() {
        return clock.instant().atZone(current());
    }

    public ZoneId current() {
        return told().orElse(UTC);
    }

    /** What the browser said, if it did. */
    public Optional<ZoneId> told() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(requests.getCurrent())
                .map(RoutingContext::request)
                .map(request -> request.getCookie(COOKIE))
                .map(Cookie::getValue)
                .map(Zones::named);
    }

    /** For a label: "UTC", "Europe/Berlin". */
    public String name() {
        return current().getId();
    }

    /** What is no zone that we know, whoever sent it, is UTC. */
    static ZoneId named(String name) {
        return find(name).orElse(UTC);
    }

    /** By its name; empty when we know none of that name. */
    public static Optional<ZoneId> find(String name) {
        return KNOWN.contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }
}
