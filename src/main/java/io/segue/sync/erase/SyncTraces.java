package io.segue.sync.erase;

import io.segue.platform.Database;
import io.segue.tenant.trace.KeptWords;
import io.segue.tenant.trace.PersonTraces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What runs have written down of single keys: quarantined ones, differences, samples of holds, calls, and words that quote a key. */
@ApplicationScoped
class SyncTraces implements PersonTraces {

    /** Columns in which LaunchDarkly's words are kept, which may quote a key. */
    private static final List<String> WORDS = List.of(
            "run_call message",
            "run failure_message",
            "sync failure_message",
            "sync look_failure",
            "circuit message",
            "verification failure_message",
            "quarantined_key reason");

    private final Database database;
    private final KeptCalls calls;

    SyncTraces(Database database, KeptCalls calls) {
        this.database = database;
        this.calls = calls;
    }

    @Override
    public List<Forgotten> forget(long tenant, Set<String> values) {
        List<Forgotten> forgotten = new ArrayList<>();
        forgotten.add(new Forgotten("quarantined keys", quarantined(tenant, values)));
        forgotten.add(new Forgotten("differences found in LaunchDarkly", differences(tenant, values)));
        forgotten.add(new Forgotten("samples of held removals", samples(tenant, values)));
        forgotten.add(new Forgotten("kept calls", calls.forget(tenant, values)));
        forgotten.add(new Forgotten("quoted words of LaunchDarkly", words(tenant, values)));
        return forgotten;
    }

    /** A key that somebody else has by now is theirs: its quarantine is why they are added again. */
    private int quarantined(long tenant, Set<String> values) {
        return delete(tenant, values, "quarantined_key", """
                 and not exists (select from sync y join segment_member m
                            on m.tenant_id = y.tenant_id and m.segment_id = y.segment_id and m.present
                           and m.key is not null and m.key >= quarantined_key.key and m.key <= quarantined_key.key
                         where y.tenant_id = quarantined_key.tenant_id and y.id = quarantined_key.sync_id)""");
    }

    /** Also of a comparison that is under way. */
    private int differences(long tenant, Set<String> values) {
        return delete(tenant, values, "verification_key", "") + delete(tenant, values, "exported_key", "");
    }

    private int delete(long tenant, Set<String> values, String table, String condition) {
        return database.inTenant(tenant, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from " + table + " where tenant_id = ? and key = any (?)" + condition)) {
                delete.setLong(1, tenant);
                delete.setArray(2, connection.createArrayOf("text", values.toArray()));
                return delete.executeUpdate();
            }
        });
    }

    private int samples(long tenant, Set<String> values) {
        return database.inTenant(tenant, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update hold set sample = array(select s from unnest(sample) with ordinality as u(s, n)
                                                    where s <> all (?) order by n)
                     where tenant_id = ? and sample && ?""")) {
                update.setArray(1, connection.createArrayOf("text", values.toArray()));
                update.setLong(2, tenant);
                update.setArray(3, connection.createArrayOf("text", values.toArray()));
                return update.executeUpdate();
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
