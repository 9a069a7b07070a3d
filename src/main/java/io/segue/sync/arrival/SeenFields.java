package io.segue.sync.arrival;

import io.segue.segment.FieldDescription;
import io.segue.segment.MemberFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What members carry by now, over the segments that Heap told of last: new ones will carry the same. */
@ApplicationScoped
class SeenFields {

    private static final int SEGMENTS = 5;
    private static final int SAMPLES = 5;

    private final ArrivalRules rules;
    private final MemberFields fields;

    SeenFields(ArrivalRules rules, MemberFields fields) {
        this.rules = rules;
        this.fields = fields;
    }

    /**
     * A field that could hold the LaunchDarkly key.
     *
     * @param withValue how many of the members looked at have it
     */
    record Seen(String name, List<String> samples, long withValue, long lookedAt) {

        static Seen nowhere(String name) {
            return new Seen(name, List.of(), 0, 0);
        }
    }

    /** The id is always among them, and first; so is one that was chosen before, wherever it went. */
    List<Seen> ofTenant(long tenant, String chosen) {
        Map<String, List<FieldDescription>> found = new LinkedHashMap<>();
        long lookedAt = 0;
        for (long segment : rules.latest(tenant, SEGMENTS)) {
            List<FieldDescription> described = fields.describe(tenant, segment);
            described.forEach(field -> found.computeIfAbsent(field.name(), name -> new ArrayList<>())
                    .add(field));
            lookedAt += described.stream()
                    .mapToLong(FieldDescription::lookedAt)
                    .min()
                    .orElse(0);
        }
        long all = lookedAt;
        List<Seen> seen = new ArrayList<>();
        found.forEach((name, descriptions) -> seen.add(seen(name, descriptions, all)));
        Stream.of("id", chosen)
                .filter(name -> !name.isEmpty() && !found.containsKey(name))
                .distinct()
                .forEach(name -> seen.add(Seen.nowhere(name)));
        return seen;
    }

    private static Seen seen(String name, List<FieldDescription> descriptions, long lookedAt) {
        return new Seen(
                name,
                descriptions.stream()
                        .flatMap(field -> field.samples().stream())
                        .distinct()
                        .limit(SAMPLES)
                        .toList(),
                Math.min(
                        lookedAt,
                        descriptions.stream()
                                .mapToLong(FieldDescription::withValue)
                                .sum()),
                lookedAt);
    }
}
