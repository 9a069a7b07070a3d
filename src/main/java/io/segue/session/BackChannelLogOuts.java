package io.segue.session;

import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends sessions in the table when the OIDC server says so. The OIDC extension verifies the call and answers it, but
 * remembers it in the memory of one node for some minutes; the table is what every node reads.
 */
@ApplicationScoped
class BackChannelLogOuts {

    private static final int BEFORE_THE_EXTENSION = 90;

    private final Sessions sessions;
    private final String path;

    BackChannelLogOuts(Sessions sessions, @ConfigProperty(name = "quarkus.oidc.logout.backchannel.path") String path) {
        this.sessions = sessions;
        this.path = path;
    }

    void listen(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_THE_EXTENSION);
    }

    private void watch(RoutingContext context) {
        if (path.equals(context.request().path())) {
            context.addEndHandler(answered -> endWhatWasVerified(context));
        }
        context.next();
    }

    /** The extension answers 200 only when signature, issuer, audience and claims of the log-out token are right. */
    private void endWhatWasVerified(RoutingContext context) {
        String token = context.request().getFormAttribute("logout_token");
        if (context.response().getStatusCode() != 200 || token == null) {
            return;
        }
        Infrastructure.getDefaultWorkerPool().execute(() -> end(SessionOwner.of(token)));
    }

    private void end(SessionOwner owner) {
        try {
            int ended = sessions.endOf(owner);
            Log.debugf("The OIDC server ended %d sessions", ended);
        } catch (RuntimeException e) {
            Log.warn(
                    "Ending sessions for the OIDC server failed: this node refuses them for some minutes, others may not.",
                    e);
        }
    }
}
