package io.segue.sync;

import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.sync.TestingSyncs.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the keys that a chain left wrong, for whoever has to find out why: random chains seldom come again. */
record ConvergenceStory(ConvergenceTest house, Ordered sync) {

    private static final List<String> OF_KEYS =
            List.of("delivered_key", "quarantined_key", "erased_key", "segment_member");

    private static final List<String> TABLES =
            List.of("open_batch", "hold", "sync", "circuit", "run", "segment", "task", "delivery", "erasure");

    String of(Set<String> wanted, Set<String> held) {
        Set<String> wrong = new TreeSet<>(wanted);
        wrong.addAll(held);
        wrong.removeIf(key -> wanted.contains(key) && held.contains(key));
        List<String> lines = new ArrayList<>(List.of("wrong: " + wrong));
        List<Batch> calls = house.target.calls(sync.place().clientSideId());
        for (int i = 0; i < calls.size(); i++) {
            Batch call = calls.get(i);
            if (wrong.stream()
                    .anyMatch(key -> call.adds().contains(key) || call.removes().contains(key))) {
                lines.add("call " + (i + 1) + " of " + calls.size() + ": +" + call.adds() + " -" + call.removes());
            }
        }
        OF_KEYS.forEach(table -> lines.addAll(rowsOf(table, wrong)));
        TABLES.forEach(table -> lines.addAll(rows(table)));
        lines.addAll(bodies());
        return String.join("\n", lines);
    }

    private List<String> bodies() {
        return house.database.inTenant(
                sync.tenant(),
                connection -> new Select("""
                        select b.id, b.body, d.body_size from delivery_body b
                          join delivery d on d.tenant_id = b.tenant_id and d.id = b.id and d.received_at = b.received_at
                         where b.tenant_id = ? order by b.id""", sync.tenant())
                        .list(
                                connection,
                                row -> "body of " + row.getLong(1) + " "
                                        + new String(
                                                Deflated.inflate(row.getBytes(2), row.getInt(3)),
                                                StandardCharsets.UTF_8)));
    }

    private List<String> rowsOf(String table, Set<String> keys) {
        return rows(table).stream()
                .filter(row -> keys.stream().anyMatch(key -> row.contains('"' + key + '"')))
                .toList();
    }

    private List<String> rows(String table) {
        return house.database.inTenant(
                sync.tenant(),
                connection -> new Select(
                                "select '" + table + " ' || to_jsonb(t)::text from " + table + " t where tenant_id = ?",
                                sync.tenant())
                        .list(connection, row -> row.getString(1)));
    }
}
