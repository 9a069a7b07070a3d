package io.segue.inbox.observe;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.observe.MetricsConfig;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether what Heap sends is applied in time, by whichever node. */
@Wellness
@ApplicationScoped
class BacklogHealth implements HealthCheck {

    private final Database database;
    private final MetricsConfig config;

    BacklogHealth(Database database, MetricsConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            long oldest = database.as(Role.WORKER, InboxFigures::oldestSeconds).longValue();
            return HealthCheckResponse.named("backlog")
                    .status(oldest <= config.longestBacklog().toSeconds())
                    .withData("oldestSeconds", oldest)
                    .build();
        } catch (RuntimeException e) {
            return HealthCheckResponse.down("backlog");
        }
    }
}
