package io.segue.sandbox.heap;

import java.util.Map;
import java.util.stream.IntStream;

/** The segments that the customers have before anybody does anything. */
final class DemoSegments {

    private DemoSegments() {}

    private record Demo(String account, long id, String name, int from, int people, boolean withFields) {}

    private static final Demo[] ALL = {
        new Demo("acme", 1338065, "Power users", 1, 8_000, false),
        new Demo("acme", 1338066, "Trial accounts", 20_000, 12_500, false),
        new Demo("acme", 1338067, "Churn risk", 6_000, 3_400, false),
        new Demo("acme", 1338068, "Beta testers", 500, 1_200, true),
        new Demo("acme", 1338069, "Enterprise admins", 7_000, 200, false),
        new Demo("acme", 1338070, "Newsletter readers", 1, 50_000, false),
        new Demo("globex", 2450011, "Active teams", 1, 640, false),
        new Demo("globex", 2450012, "Free plan", 400, 5_300, true),
        new Demo("initech", 3560021, "Everyone", 1, 120, false),
    };

    static void fill(Map<String, HeapAccount> accounts) {
        for (Demo demo : ALL) {
            HeapAccount account = accounts.get(demo.account());
            if (account != null) {
                account.segmentOrNew(demo.id(), demo.name())
                        .add(IntStream.range(demo.from(), demo.from() + demo.people())
                                .mapToObj(number ->
                                        Person.numbered(number, demo.account() + ".example", demo.withFields()))
                                .toList());
            }
        }
    }
}
