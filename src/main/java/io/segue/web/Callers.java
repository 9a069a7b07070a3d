package io.segue.web;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the request comes from that is being answered: the proxy's word when it is trusted, else the peer's address. */
@ApplicationScoped
public class Callers {

    /** Two groups at least. */
    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    private final CurrentVertxRequest requests;

    Callers(CurrentVertxRequest requests) {
        this.requests = requests;
    }

    /** Empty where no request is at hand, such as in a job. */
    public Optional<String> address() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(requests.getCurrent())
                .map(RoutingContext::request)
                .flatMap(request -> Optional.ofNullable(request.remoteAddress()))
                .map(Callers::text);
    }

    private static String text(SocketAddress address) {
        return address.hostAddress() == null ? String.valueOf(address.host()) : shortened(address.hostAddress());
    }

    /** The longest run of zeros of an IPv6 address as "::", as RFC 5952 writes it; Java writes them all. */
    static String shortened(String address) {
        if (!address.contains(":") || address.contains("::")) {
            return address;
        }
        return ZEROS.matcher(address)
                .results()
                .reduce((one, other) -> other.group().length() > one.group().length() ? other : one)
                .map(zeros -> address.substring(0, zeros.start()).replaceFirst(":$", "") + "::"
                        + address.substring(zeros.end()).replaceFirst("^:", ""))
                .orElse(address);
    }
}
