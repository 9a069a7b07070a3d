package io.segue.sandbox.heap;

import java.util.Map;
import java.util.Objects;

/** Somebody in a segment: the value that identifies them and whatever else Heap sends along. */
public record Person(String id, Map<String, String> fields) {

    private static final String[] FIRST = {"ada", "grace", "alan", "edsger", "barbara", "tony", "margaret", "donald"};
    private static final String[] LAST = {"byron", "hopper", "mathison", "dijkstra", "liskov", "hoare", "hamilton"};
    private static final String[] PLANS = {"free", "team", "business", "enterprise"};

    public Person {
        Objects.requireNonNull(id);
        fields = Map.copyOf(fields);
    }

    static Person withId(String id) {
        return new Person(id, Map.of());
    }

    /** The same person for the same number, always. */
    static Person numbered(int number, String domain, boolean withFields) {
        String id = "user-%06d@%s".formatted(number, domain);
        if (!withFields) {
            return withId(id);
        }
        String email = FIRST[number % FIRST.length] + "." + LAST[number % LAST.length] + number + "@" + domain;
        return new Person(id, Map.of("email", email, "plan", PLANS[number % PLANS.length]));
    }
}
