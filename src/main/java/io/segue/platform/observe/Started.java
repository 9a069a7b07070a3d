package io.segue.platform.observe;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether the start is over: the schema is in place, what is declared was made, the scheduler runs. */
@Startup
@ApplicationScoped
class Started implements HealthCheck {

    private volatile boolean isOver;

    /** The last of all who hear of the start. */
    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 900) StartupEvent event) {
        isOver = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("start").status(isOver).build();
    }
}
