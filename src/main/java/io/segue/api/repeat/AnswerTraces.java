package io.segue.api.repeat;

import io.segue.platform.Database;
import io.segue.tenant.trace.PersonTraces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;

/** Kept answers may name a person, and are sealed: so all of the tenant's go, which only spares a day at most. */
@ApplicationScoped
class AnswerTraces implements PersonTraces {

    private final Database database;

    AnswerTraces(Database database) {
        this.database = database;
    }

    @Override
    public List<Forgotten> forget(long tenant, Set<String> values) {
        int gone = database.inTenant(tenant, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from api_answer where tenant_id = ? and sealed_answer is not null")) {
                delete.setLong(1, tenant);
                return delete.executeUpdate();
            }
        });
        return List.of(new Forgotten("kept answers of the API", gone));
    }
}
