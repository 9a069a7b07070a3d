package io.segue.web;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where the request comes from that is being answered: the proxy's word when it is trusted, else the peer's address. */
@ApplicationScoped
public class Callers {

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
        return address.hostAddress() == null ? String.valueOf(address.host()) : address.hostAddress();
    }
}
