package io.segue.sync;

import io.segue.platform.Select;
import io.segue.sync.TestingSyncs.Ordered;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of a chain: who is a member here, under which key, and whom LaunchDarkly holds. */
record ConvergenceState(ConvergenceTest house, Ordered sync) {

    Set<String> held() {
        return house.target.held(sync.place().clientSideId(), "77");
    }

    String keyField() {
        return house.made.one(sync, "select coalesce(key_field, 'id') from segment where id = " + sync.segment());
    }

    /** Whom LaunchDarkly holds or may hold, as far as we know. */
    Set<String> delivered() {
        return texts("select key from delivered_key where tenant_id = ? and sync_id = ?", sync.sync());
    }

    /** Members who are in, and those who are not. */
    Set<String> known() {
        return texts("select member_id from segment_member where tenant_id = ? and segment_id = ?", sync.segment());
    }

    private Set<String> texts(String sql, long of) {
        return house.database.inTenant(
                sync.tenant(),
                connection ->
                        new TreeSet<>(new Select(sql, sync.tenant(), of).list(connection, row -> row.getString(1))));
    }

    Set<String> present() {
        return texts(
                "select member_id from segment_member where tenant_id = ? and segment_id = ? and present",
                sync.segment());
    }

    Map<String, String> storedKeys() {
        return house.database.inTenant(
                sync.tenant(),
                connection -> new Select("""
                        select member_id, key from segment_member where tenant_id = ? and segment_id = ? and key is not null""", sync.tenant(), sync.segment())
                        .list(connection, row -> Map.entry(row.getString(1), row.getString(2))).stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
