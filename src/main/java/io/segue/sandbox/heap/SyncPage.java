package io.segue.sandbox.heap;

import java.util.List;

/** One page of one sync task. */
record SyncPage(long segmentId, String segmentName, String taskId, int number, int of, Delta people) {

    /** The sample of Heap's own reference repository. */
    static SyncPage sample() {
        Delta people = new Delta(
                List.of(Person.withId("user3@email.com"), Person.withId("user4@email.com")),
                List.of(Person.withId("user1@email.com"), Person.withId("user2@email.com")));
        return new SyncPage(1, "Sample segment", "FreeCustomersSync", 1, 1, people);
    }
}
