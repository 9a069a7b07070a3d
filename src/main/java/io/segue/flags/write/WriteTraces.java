package io.segue.flags.write;

import io.segue.platform.Database;
import io.segue.tenant.trace.KeptWords;
import io.segue.tenant.trace.PersonTraces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;

/** What is kept of single users whom Heap was told of: hashes of their values, refusals, and words that quote an identity. */
@ApplicationScoped
class WriteTraces implements PersonTraces {

    /** Columns in which Heap's words are kept. */
    private static final List<String> WORDS = List.of(
            "flag_call message", "flag_run failure_message", "flag_write failure_message", "flag_refused reason");

    private final Database database;

    WriteTraces(Database database) {
        this.database = database;
    }

    @Override
    public List<Forgotten> forget(long tenant, Set<String> values) {
        return List.of(
                new Forgotten("records of flag values told to Heap", delete(tenant, values, "flag_written")),
                new Forgotten("refusals of Heap's", delete(tenant, values, "flag_refused")),
                new Forgotten("quoted words of Heap", words(tenant, values)));
    }

    private int delete(long tenant, Set<String> values, String table) {
        return database.inTenant(tenant, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " where tenant_id = ? and write_id in (select id from flag_write where tenant_id = ?)"
                    + " and identity = any (?)")) {
                delete.setLong(1, tenant);
                delete.setLong(2, tenant);
                delete.setArray(3, connection.createArrayOf("text", values.toArray()));
                return delete.executeUpdate();
            }
        });
    }

    private int words(long tenant, Set<String> values) {
        return database.inTenant(tenant, connection -> {
            int changed = 0;
            for (String place : WORDS) {
                String[] of = place.split(" ");
                for (String value : values) {
                    changed += KeptWords.forget(connection, tenant, of[0], of[1], value);
                }
            }
            return changed;
        });
    }
}
