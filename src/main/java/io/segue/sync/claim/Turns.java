package io.segue.sync.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose turn it is: first whoever has the fewest runs, then who was given none for the longest time, then the longest due. */
class Turns {

    /** Whose last turn is longer ago than these tenants' counts as never. */
    private static final int REMEMBERED = 10_000;

    private final Map<Long, Long> given = new LinkedHashMap<>();
    private long turn;

    /** One sync that can be claimed. */
    record Due(long tenant, long sync, Instant since) {}

    private record Ranked(Due due, int place, long given) {}

    /** Of each tenant only as many as it may run at once, those counted that run already. */
    synchronized List<Due> choose(List<Due> due, Map<Long, Integer> running, int ofOneTenant, int most) {
        Map<Long, Integer> places = new HashMap<>(running);
        List<Ranked> ranked = new ArrayList<>();
        Set<Due> seen = new HashSet<>();
        for (Due one : due.stream().sorted(Comparator.comparing(Due::since)).toList()) {
            // Due by the clock, and for erased people as well.
            if (!seen.add(new Due(one.tenant(), one.sync(), Instant.EPOCH))) {
                continue;
            }
            int place = places.merge(one.tenant(), 1, Integer::sum);
            if (place <= ofOneTenant) {
                ranked.add(new Ranked(one, place, given.getOrDefault(one.tenant(), 0L)));
            }
        }
        List<Due> chosen = ranked.stream()
                .sorted(Comparator.comparingInt(Ranked::place)
                        .thenComparingLong(Ranked::given)
                        .thenComparing(one -> one.due().since()))
                .limit(most)
                .map(Ranked::due)
                .toList();
        turn++;
        chosen.forEach(one -> remember(one.tenant()));
        return chosen;
    }

    private void remember(long tenant) {
        given.remove(tenant);
        given.put(tenant, turn);
        if (given.size() > REMEMBERED) {
            given.remove(given.keySet().iterator().next());
        }
    }
}
