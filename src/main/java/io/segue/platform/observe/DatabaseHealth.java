package io.segue.platform.observe;

import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without the database nothing can be answered: the one dependency that takes a node out of service. */
@Readiness
@ApplicationScoped
class DatabaseHealth implements HealthCheck {

    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            database.inTenant(0, connection -> new Select("select 1").first(connection, row -> true));
            return HealthCheckResponse.up("database");
        } catch (RuntimeException e) {
            // Its message may name hosts and users, which belong into the log only.
            return HealthCheckResponse.down("database");
        }
    }
}
