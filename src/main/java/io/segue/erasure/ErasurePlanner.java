package io.segue.erasure;

import io.segue.erasure.ErasurePlan.Identifier;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.Members;
import io.segue.segment.Members.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the ids and keys that go together, so that a person decides which of them are the one person's. */
@ApplicationScoped
public class ErasurePlanner {

    private final Members members;
    private final Database database;

    ErasurePlanner(Members members, Database database) {
        this.members = members;
        this.database = database;
    }

    public ErasurePlan plan(long tenant, String sought) {
        Map<String, List<Membership>> found = new LinkedHashMap<>();
        List<String> ahead = new ArrayList<>(List.of(sought));
        while (!ahead.isEmpty() && found.size() < ErasureRequest.MOST_VALUES) {
            String value = ahead.remove(0);
            if (!found.containsKey(value)) {
                List<Membership> memberships = members.find(tenant, value);
                found.put(value, memberships);
                // Who shares a key is not the same person: from a shared one no way leads on.
                if (idsOf(memberships).size() == 1) {
                    memberships.forEach(membership -> {
                        ahead.add(membership.memberId());
                        membership.key().ifPresent(ahead::add);
                    });
                }
            }
        }
        Set<Long> segments = segmentsOf(found);
        return new ErasurePlan(
                sought,
                found.entrySet().stream()
                        .map(entry -> identifier(entry.getKey(), entry.getValue(), found.keySet(), sought))
                        .toList(),
                found.values().stream()
                        .flatMap(List::stream)
                        .map(one -> one.segment().id() + "/" + one.memberId())
                        .distinct()
                        .count(),
                segments.size(),
                places(tenant, segments));
    }

    private static Identifier identifier(
            String value, List<Membership> memberships, Set<String> together, String sought) {
        long others =
                idsOf(memberships).stream().filter(id -> !together.contains(id)).count();
        return new Identifier(value, others, others == 0 || value.equals(sought));
    }

    private static Set<String> idsOf(List<Membership> memberships) {
        return memberships.stream().map(Membership::memberId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> segmentsOf(Map<String, List<Membership>> found) {
        return found.values().stream()
                .flatMap(List::stream)
                .map(membership -> membership.segment().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long places(long tenant, Set<Long> segments) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select count(*) from sync where tenant_id = ? and segment_id = any (?) and fence > 0",
                                tenant,
                                connection.createArrayOf("bigint", segments.toArray()))
                        .first(connection, row -> row.getLong(1))
                        .orElse(0L));
    }
}
