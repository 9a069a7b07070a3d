package io.segue.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;

/**
 * Who looks at a page, for the frame around it. Only reads what the endpoint has already found out: the frame of an
 * error page must never start a sign-in by itself.
 */
@RequestScoped
@Named("visitor")
public class Visitor {

    private final RoutingContext context;

    Visitor(RoutingContext context) {
        this.context = context;
    }

    public boolean isSignedIn() {
        return identity().isPresent();
    }

    public String name() {
        return identity().map(known -> SignedIn.from(known).name()).orElse("");
    }

    public String initial() {
        String name = name();
        return name.isEmpty() ? "" : name.substring(0, 1);
    }

    public boolean isSupport() {
        return identity().filter(known -> known.hasRole(SignedIn.SUPPORT)).isPresent();
    }

    private Optional<SecurityIdentity> identity() {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? Optional.of(user.getSecurityIdentity())
                : Optional.empty();
    }
}
